using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Options;

/// <summary>The options of a contrastive recipe, as many as it has a use for. A setting without its option stays as it was.</summary>
internal sealed class ContrastiveOptionSet : IRunSettings<ContrastiveConfiguration>
{
    private readonly ContrastiveRecipeRow _recipe;
    private readonly StoreOptions _stores;
    private readonly RunOptions _run;
    private readonly SettingOptions<ContrastiveOptions> _options;
    private readonly SettingOptions<EcgSideOptions>? _ecg;
    private readonly SettingOptions<CmrSideOptions>? _cmr;
    private readonly SettingOptions<ClassifierOptions> _classifier;
    private readonly SettingOptions<TrainingOptions> _training;

    /// <param name="command">Gets the options.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stores">The data that it learns from.</param>
    /// <param name="run">The command's options of the run.</param>
    /// <param name="hasEcg">Whether it can learn from ECGs.</param>
    /// <param name="hasCmr">Whether it can learn from images.</param>
    public ContrastiveOptionSet(
        ToolCommand command, ContrastiveRecipeRow recipe, StoreOptions stores, RunOptions run, bool hasEcg, bool hasCmr)
    {
        (_recipe, _stores, _run) = (recipe, stores, run);
        var (defaults, isPair) = (recipe.Published(), recipe.HasPairs);
        // Only pairs have similarities.
        ContrastiveLossKind[] losses =
            [.. ContrastiveLosses.Rows.Where(row => isPair || !row.NeedsSimilarities).Select(row => row.Kind)];
        _training = new SettingOptions<TrainingOptions>(
            command, TrainingSettings.Table, defaults.Training, nameof(ContrastiveConfiguration.Training));
        if (hasEcg)
            _ecg = new SettingOptions<EcgSideOptions>(
                command, EcgSideSettings.Table, defaults.Ecg ?? new EcgSideOptions(), nameof(ContrastiveConfiguration.Ecg),
                isPair ? [] : EcgSideSettings.OfPairs);
        if (hasCmr)
            _cmr = new SettingOptions<CmrSideOptions>(
                command, CmrSideSettings.Table, recipe.Published(ofImages: true).Cmr!, nameof(ContrastiveConfiguration.Cmr),
                isPair ? [] : CmrSideSettings.OfPairs);
        _options = new SettingOptions<ContrastiveOptions>(
            command, ContrastiveSettings.Table(losses), defaults.Options, nameof(ContrastiveConfiguration.Options),
            ContrastiveSettings.Unused(recipe));
        _classifier = new SettingOptions<ClassifierOptions>(
            command, ClassifierSettings.Table, ClassifierSettings.None, nameof(ContrastiveConfiguration.Classifier),
            isPair ? [] : [ClassifierSettings.Side]);
        command.Check(FindContradiction);
    }

    /// <inheritdoc/>
    public ContrastiveConfiguration Published(CommandResult line) => _recipe.Published(ofImages: _stores.HasCmr(line));

    /// <inheritdoc/>
    public ContrastiveConfiguration Read(CommandResult line, ContrastiveConfiguration others, bool isNew)
    {
        var training = _training.Read(line, others.Training);
        var options = _options.Read(line, others.Options);
        var read = others with
        {
            Training = training,
            Options = options,
            Ecg = others.Ecg is null ? null : _ecg!.Read(line, others.Ecg),
            Cmr = others.Cmr is null ? null : _cmr!.Read(line, others.Cmr),
            Classifier = ReadClassifier(line, others),
        };
        return KeepsWarmup(line, others, training, isNew) ? read : (ContrastiveConfiguration)read.WithShortWarmup();
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, string Left, string Right)> Differences(
        ContrastiveConfiguration left, ContrastiveConfiguration right) =>
    [
        .. left.Ecg is { } ecg ? _ecg!.Differences(ecg, right.Ecg!) : [], .. left.Cmr is { } cmr ? _cmr!.Differences(cmr, right.Cmr!) : [],
        .. _options.Differences(left.Options, right.Options), .. _training.Differences(left.Training, right.Training),
        .. _classifier.Differences(left.Classifier ?? ClassifierSettings.None, right.Classifier ?? ClassifierSettings.None),
    ];

    private ClassifierOptions? ReadClassifier(CommandResult line, ContrastiveConfiguration others)
    {
        var read = _classifier.Read(line, others.Classifier ?? ClassifierSettings.None);
        return read.Label.Length == 0 ? null
            : others.Cmr is null ? read with { Side = Modality.Ecg }
            : others.Ecg is null ? read with { Side = Modality.Cmr }
            : read;
    }

    /// <summary>A warm-up that is given stays, and that of a run with as many epochs.</summary>
    private bool KeepsWarmup(CommandResult line, ContrastiveConfiguration others, TrainingOptions training, bool isNew) =>
        !isNew || training.Epochs == others.Training.Epochs || _options.IsGiven(line, ContrastiveSettings.WarmupEpochs);

    private string? FindContradiction(CommandResult line)
    {
        var published = Published(line);
        if (published.Ecg is null && _ecg?.FirstGiven(line) is { } ofEcg) return $"{ofEcg} can only be used with --ecg";
        if (published.Cmr is null && _cmr?.FirstGiven(line) is { } ofCmr) return $"{ofCmr} can only be used with --cmr";
        var read = Read(line, _run.StartOrPublished(line, published), isNew: true);
        read.Validate(LeadMap.LeadCount);
        if (read.Ecg is { } ecg && AugmentationSettings.FindContradiction(
            new AugmentationSettings(ecg.Augment, ecg.Strength), _ecg!.FirstGiven(line, AugmentationSettings.Numbers)) is { } idle)
            return idle;
        if (!_classifier.IsGiven(line, ClassifierSettings.Label) && _classifier.FirstGiven(line) is { } ofLabel)
            return $"{ofLabel} needs {ClassifierSettings.Label}";
        return FindIdle(line, read.Options);
    }

    /// <summary>Refuses settings of other losses, and similarity without its matrix.</summary>
    private string? FindIdle(CommandResult line, ContrastiveOptions options)
    {
        var loss = ContrastiveLosses.Of(options.Loss);
        if (loss.NeedsSimilarities && options.Similarities is null) return $"--loss {loss.Name} needs --similarities";
        var idle = ContrastiveSettings.OfOtherLosses(loss);
        return _options.FirstGiven(line, idle) is { } given ? $"{given} has no effect with --loss {loss.Name}" : null;
    }
}
