using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Cli.Options;

/// <summary>
/// The options of masked data modelling. A setting without its option stays as the paper has it, or as it was in a resumed run.
/// </summary>
internal sealed class MaskedModellingOptionSet : IRunSettings<MaskedModellingConfiguration>
{
    private readonly SettingOptions<MaskedModellingOptions> _options;
    private readonly SettingOptions<TrainingOptions> _training;

    /// <summary>For checks of the command line, before there are data.</summary>
    private const int SomeRecordings = 1000;

    private readonly Option<string> _recipe = ToolOption.WithDefault(
        "--recipe", Values.OneOf(MaskedModellingRecipes.Names),
        "Start from these settings: small suits hundreds to tens of thousands of recordings, and sets preset, batch, learning rate, "
        + "clipping and epochs by their number; paper has the published settings. Options replace them.",
        MaskedModellingRecipes.Small);

    private readonly RunOptions _run;

    /// <param name="command">The command that gets the options.</param>
    /// <param name="run">Its options of the run.</param>
    public MaskedModellingOptionSet(ToolCommand command, RunOptions run)
    {
        _run = run;
        command.Add(OptionGroup.Training, _recipe);
        _training = new SettingOptions<TrainingOptions>(
            command, TrainingSettings.Table, new TrainingOptions(), nameof(MaskedModellingConfiguration.Training));
        _options = new SettingOptions<MaskedModellingOptions>(
            command, MaskedModellingSettings.Table, new MaskedModellingOptions(), nameof(MaskedModellingConfiguration.Options));
        command.Check(FindContradiction);
    }

    /// <inheritdoc/>
    public MaskedModellingConfiguration Published(CommandResult line) => new();

    /// <inheritdoc/>
    public MaskedModellingConfiguration Recommended(CommandResult line, int samples) =>
        MaskedModellingRecipes.Of(line.GetRequiredValue(_recipe), samples);

    /// <inheritdoc/>
    public MaskedModellingConfiguration Read(CommandResult line, MaskedModellingConfiguration others, bool isNew)
    {
        var training = _training.Read(line, others.Training);
        var options = _options.Read(line, others.Options);
        var read = others with { Training = training, Options = options };
        return KeepsWarmup(line, others, training, isNew) ? read : (MaskedModellingConfiguration)read.WithShortWarmup();
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Left, string Right)> Differences(
        MaskedModellingConfiguration left, MaskedModellingConfiguration right) =>
        [.. _options.Differences(left.Options, right.Options), .. _training.Differences(left.Training, right.Training)];

    /// <summary>A warm-up that is given stays, and that of a run with as many epochs.</summary>
    private bool KeepsWarmup(CommandResult line, MaskedModellingConfiguration others, TrainingOptions training, bool isNew) =>
        !isNew || training.Epochs == others.Training.Epochs || _options.IsGiven(line, MaskedModellingSettings.WarmupEpochs);

    private string? FindContradiction(CommandResult line)
    {
        if (_options.IsGiven(line, MaskedModellingSettings.LearningRate)
            && _options.IsGiven(line, MaskedModellingSettings.BaseLearningRate))
            return "--lr and --base-lr both set the learning rate; specify one";
        var read = Read(line, _run.StartOrPublished(line, Recommended(line, SomeRecordings)), isNew: true);
        var (training, options) = (read.Training, read.Options);
        // The learning rate of a resumed run is in its checkpoint; the recipe compares them.
        if (_run.IsResumed(line)) options = options with { MinimumLearningRate = 0 };
        options.Validate(training, LeadMap.LeadCount);
        if (options.WarmupEpochs > training.Epochs)
            return $"--warmup-epochs {options.WarmupEpochs}: must be at most --epochs, {training.Epochs}";
        var strength = new AugmentationStrength(options.PhaseNoise, options.JitterSigma, options.RescalingSigma);
        return AugmentationSettings.FindContradiction(
            new AugmentationSettings(options.Augment, strength), _options.FirstGiven(line, AugmentationSettings.Numbers));
    }
}
