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
internal sealed class MaskedModellingOptionSet
{
    private readonly SettingOptions<MaskedModellingOptions> _options;
    private readonly SettingOptions<TrainingOptions> _training;

    public MaskedModellingOptionSet(ToolCommand command)
    {
        _training = new SettingOptions<TrainingOptions>(command, TrainingSettings.Table, new TrainingOptions());
        _options = new SettingOptions<MaskedModellingOptions>(command, MaskedModellingSettings.Table, new MaskedModellingOptions());
        command.Check(FindContradiction);
    }

    /// <summary>The settings of the objective.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="others">What holds where nothing was given.</param>
    /// <param name="training">The settings of the training.</param>
    /// <param name="isNew">False where a run goes on, whose own warm-up stays.</param>
    public MaskedModellingOptions ReadOptions(CommandResult line, MaskedModellingOptions others, TrainingOptions training, bool isNew)
    {
        var options = _options.Read(line, others);
        return isNew && !_options.IsGiven(line, MaskedModellingSettings.WarmupEpochs)
            ? options with { WarmupEpochs = Math.Min(options.WarmupEpochs, training.Epochs / 10.0) }
            : options;
    }

    /// <summary>The settings of the training.</summary>
    /// <inheritdoc cref="ReadOptions"/>
    public TrainingOptions ReadTraining(CommandResult line, TrainingOptions others) => _training.Read(line, others);

    /// <summary>The settings in which two runs differ, as one would type them.</summary>
    public IEnumerable<(string Name, string Left, string Right)> Differences(
        (MaskedModellingOptions Options, TrainingOptions Training) left,
        (MaskedModellingOptions Options, TrainingOptions Training) right) =>
        [.. _options.Differences(left.Options, right.Options), .. _training.Differences(left.Training, right.Training)];

    private string? FindContradiction(CommandResult line)
    {
        if (_options.IsGiven(line, MaskedModellingSettings.LearningRate)
            && _options.IsGiven(line, MaskedModellingSettings.BaseLearningRate))
            return "--lr and --base-lr both set the learning rate; specify one";
        try
        {
            var training = ReadTraining(line, new TrainingOptions());
            training.Validate();
            var options = ReadOptions(line, new MaskedModellingOptions(), training, isNew: true);
            options.Model(LeadMap.LeadCount);
            if (options.WarmupEpochs > training.Epochs)
                return $"--warmup-epochs {options.WarmupEpochs}: must be at most --epochs, {training.Epochs}";
            var strength = new AugmentationStrength(options.PhaseNoise, options.JitterSigma, options.RescalingSigma);
            return AugmentationSettings.FindContradiction(
                new AugmentationSettings(options.Augment, strength), _options.FirstGiven(line, AugmentationSettings.Numbers));
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }
}
