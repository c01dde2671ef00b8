using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.FineTuning;

namespace EcgCmrNative.Cli.Options;

/// <summary>The options of fine-tuning. A setting without its option stays as it was.</summary>
internal sealed class FineTuningOptionSet : IRunSettings<FineTuningConfiguration>
{
    private const string Scratch = "scratch";

    private readonly Option<string?> _weights = ToolOption.Optional(
        "--init", Values.Text("scratch|RUN|FILE"),
        "Start the encoder from a run, a checkpoint, published weights or builtin:NAME, whose preset, patches and window it then has; "
        + "scratch starts from new weights.",
        Scratch);

    private readonly Option<bool> _frozen = ToolOption.Create(
        "--freeze", Values.Switch, "Train the head only, a linear layer after a batch norm (linear probing).", "[default: false]");

    private readonly StoreOptions _stores;
    private readonly RunOptions _run;
    private readonly SettingOptions<TrainingOptions> _training;
    private readonly SettingOptions<EcgSideOptions> _ecg;
    private readonly SettingOptions<CmrSideOptions> _cmr;
    private readonly SettingOptions<FineTuningOptions> _options;

    /// <param name="command">The command that gets the options.</param>
    /// <param name="stores">Its options of the data.</param>
    /// <param name="run">Its options of the run.</param>
    public FineTuningOptionSet(ToolCommand command, StoreOptions stores, RunOptions run)
    {
        (_stores, _run) = (stores, run);
        command.Add(OptionGroup.Encoders, _weights, _frozen);
        foreach (var (side, weights, frozen) in new[]
        {
            (nameof(FineTuningConfiguration.Ecg), nameof(EcgSideOptions.Weights), nameof(EcgSideOptions.Frozen)),
            (nameof(FineTuningConfiguration.Cmr), nameof(CmrSideOptions.Weights), nameof(CmrSideOptions.Frozen)),
        })
        {
            command.OptionNames.Add(side, [weights], _weights.Name);
            command.OptionNames.Add(side, [frozen], _frozen.Name);
        }
        var defaults = FineTuningConfiguration.Default(ofImages: false);
        _training = new SettingOptions<TrainingOptions>(
            command, TrainingSettings.Table, defaults.Training, nameof(FineTuningConfiguration.Training));
        _ecg = new SettingOptions<EcgSideOptions>(
            command, EcgSideSettings.Table, defaults.Ecg!, nameof(FineTuningConfiguration.Ecg),
            [.. EcgSideSettings.OfPairs, EcgSideSettings.Weights]);
        _cmr = new SettingOptions<CmrSideOptions>(
            command, CmrSideSettings.Table, FineTuningConfiguration.Default(ofImages: true).Cmr!, nameof(FineTuningConfiguration.Cmr),
            [.. CmrSideSettings.OfPairs, CmrSideSettings.Weights]);
        _options = new SettingOptions<FineTuningOptions>(
            command, FineTuningSettings.Table, defaults.Options, nameof(FineTuningConfiguration.Options));
        command.Check(FindContradiction);
    }

    /// <inheritdoc/>
    public FineTuningConfiguration Published(CommandResult line) =>
        FineTuningConfiguration.Default(_stores.HasCmr(line));

    /// <inheritdoc/>
    public FineTuningConfiguration Read(CommandResult line, FineTuningConfiguration others, bool isNew)
    {
        var training = _training.Read(line, others.Training);
        var options = _options.Read(line, others.Options);
        var weights = line.GetValue(_weights) is { } given && given != Scratch ? given : null;
        var isGiven = line.IsGiven(_weights);
        var read = others with
        {
            Training = training,
            Options = options,
            Ecg = others.Ecg is { } ecg ? ReadEcg(ecg) : null,
            Cmr = others.Cmr is { } cmr ? ReadCmr(cmr) : null,
        };
        return KeepsWarmup(line, others, training, isNew) ? read : (FineTuningConfiguration)read.WithShortWarmup();

        EcgSideOptions ReadEcg(EcgSideOptions side)
        {
            if (isGiven) side = side with { Weights = weights };
            if (isNew && side.Weights is { } file) side = side.FittedTo(file);
            return _ecg.Read(line, side with { Frozen = line.IsGiven(_frozen) ? line.GetValue(_frozen) : side.Frozen });
        }

        CmrSideOptions ReadCmr(CmrSideOptions side)
        {
            if (isGiven) side = side with { Weights = weights };
            if (isNew && side.Weights is { } file) side = side.FittedTo(file);
            return _cmr.Read(line, side with { Frozen = line.IsGiven(_frozen) ? line.GetValue(_frozen) : side.Frozen });
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Left, string Right)> Differences(FineTuningConfiguration left, FineTuningConfiguration right) =>
    [
        .. left.Weights == right.Weights ? [] : new[] { (_weights.Name, left.Weights ?? Scratch, right.Weights ?? Scratch) },
        .. left.IsFrozen == right.IsFrozen ? [] : new[] { (_frozen.Name, Print(left.IsFrozen), Print(right.IsFrozen)) },
        .. left.Ecg is { } ecg ? _ecg.Differences(ecg, right.Ecg!) : [], .. left.Cmr is { } cmr ? _cmr.Differences(cmr, right.Cmr!) : [],
        .. _options.Differences(left.Options, right.Options), .. _training.Differences(left.Training, right.Training),
    ];

    private static string Print(bool value) => Values.Switch.Print(value);

    /// <summary>A warm-up that is given stays, and that of a run with as many epochs.</summary>
    private bool KeepsWarmup(CommandResult line, FineTuningConfiguration others, TrainingOptions training, bool isNew) =>
        !isNew || training.Epochs == others.Training.Epochs || _options.IsGiven(line, FineTuningSettings.WarmupEpochs);

    private string? FindContradiction(CommandResult line)
    {
        if (_options.IsGiven(line, FineTuningSettings.LearningRate) && _options.IsGiven(line, FineTuningSettings.BaseLearningRate))
            return "--lr and --base-lr both set the learning rate; specify one";
        var published = Published(line);
        if (published.Ecg is null && _ecg.FirstGiven(line) is { } ofEcg) return $"{ofEcg} can only be used with --ecg";
        if (published.Cmr is null && _cmr.FirstGiven(line) is { } ofCmr) return $"{ofCmr} can only be used with --cmr";
        // The sizes in a file of weights are read when the command runs.
        var read = Read(line, _run.StartOrPublished(line, published), isNew: false);
        // The learning rate of a resumed run is in its checkpoint; the recipe compares them.
        if (_run.IsResumed(line)) read = read with { Options = read.Options with { MinimumLearningRate = 0 } };
        read.Validate(LeadMap.LeadCount);
        var warmup = read.Options.WarmupEpochs;
        if (_options.IsGiven(line, FineTuningSettings.WarmupEpochs) && warmup > read.Training.Epochs)
            return $"--warmup-epochs {warmup}: must be at most --epochs, {read.Training.Epochs}";
        return read.Ecg is { } ecg
            ? AugmentationSettings.FindContradiction(
                new AugmentationSettings(ecg.Augment, ecg.Strength), _ecg.FirstGiven(line, AugmentationSettings.Numbers))
            : null;
    }
}
