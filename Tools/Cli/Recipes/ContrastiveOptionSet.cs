using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Contrastive;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>
/// The options of a contrastive recipe, as many as it has a use for. What is not given stays as published, or, in a resumed run, as it was.
/// </summary>
internal sealed class ContrastiveOptionSet
{
    private static readonly Dictionary<string, ContrastiveLossKind> AllLosses = new(StringComparer.Ordinal)
    {
        ["clip"] = ContrastiveLossKind.Clip,
        ["ntxent"] = ContrastiveLossKind.NtXent,
        ["supcon"] = ContrastiveLossKind.SupCon,
        ["remove-fn"] = ContrastiveLossKind.RemoveFalseNegatives,
        ["kpositive"] = ContrastiveLossKind.KPositive,
    };

    private readonly Dictionary<string, ContrastiveLossKind> _losses;
    private readonly ContrastiveConfiguration _defaults;
    private readonly Option<string?> _loss;
    private readonly Option<double?> _temperature = Setting.Of<double?>("--temperature", "Temperature of the loss. [default: 0.1]", "X");
    private readonly Option<bool> _learnTemperature = Setting.Switch(
        "--learn-temperature", "Learn the temperature, from --temperature on.");
    private readonly Option<double?> _lambda = Setting.Of<double?>(
        "--lambda0", "Weight of finding the ECG of an image; the rest is that of finding the image of an ECG. [default: 0.75]", "X");
    private readonly Option<string?> _similarities = Setting.Of<string?>(
        "--similarities",
        "Similarities of all training samples, [N, N], symmetric, people in ordinal order of their names, for supcon, remove-fn and "
        + "kpositive.",
        "FILE");
    private readonly Option<double?> _threshold = Setting.Of<double?>(
        "--threshold", "Similarity above which two samples are alike. [default: 0.9]", "X");
    private readonly Option<int?> _positives = Setting.Of<int?>(
        "--positives", "Most positives of a sample, for kpositive. [default: 6]", "N");
    private readonly Option<int?> _bank = Setting.Of<int?>(
        "--memory-bank", "Projections of earlier batches that ntxent compares with as well. [default: 0]", "N");
    private readonly Option<int?> _chunk = Setting.Of<int?>(
        "--chunk-size",
        "Encode so many samples at a time; the loss still compares the whole batch, in the memory of a chunk. [default: the batch at once]",
        "N");
    private readonly Option<double?> _targetDecay;
    private readonly Option<double?> _redundancy = Setting.Of<double?>(
        "--redundancy-weight", "Weight of the off-diagonal terms. [default: 0.005]", "X");
    private readonly Option<int?> _hidden;
    private readonly Option<int?> _projection;
    private readonly Option<double?> _rate = Setting.Of<double?>(
        "--augmentation-rate", "With which probability an augmented view is augmented at all. [default: 0.95]", "X");
    private readonly Option<double?> _lr;
    private readonly Option<double?> _headRate = Setting.Of<double?>(
        "--lr-heads", "Learning rate of the projection heads, which start anew. [default: that of their side]", "RATE");
    private readonly Option<double?> _decay = Setting.Of<double?>("--weight-decay", "Adam's weight decay. [default: 1e-4]", "X");
    private readonly Option<int?> _warmup = Setting.Of<int?>(
        "--warmup-epochs", "Epochs of linear warm-up. [default: a tenth of the epochs]", "N");
    private readonly Option<bool> _quirks = Setting.Switch(
        "--reference-quirks",
        "Do as the published code where this program is right: nothing is learned in the first epoch (learning rate 0); "
        + "running statistics of a frozen image encoder move; the classifier's embeddings are computed in training mode, "
        + "and its AUROC from logits.");

    private readonly TrainingOptionSet _training;
    private readonly EcgSideOptionSet? _ecg;
    private readonly CmrSideOptionSet? _cmr;
    private readonly ClassifierOptionSet _classifier;

    /// <param name="command">Gets the options.</param>
    /// <param name="recipe">A name of <see cref="ContrastiveRecipes"/>.</param>
    /// <param name="hasEcg">Whether it can learn from ECGs.</param>
    /// <param name="hasCmr">Whether it can learn from images.</param>
    public ContrastiveOptionSet(Command command, string recipe, bool hasEcg, bool hasCmr)
    {
        _defaults = PublishedSettings.Of(recipe);
        var options = _defaults.Options;
        var isPair = _defaults is { Ecg: not null, Cmr: not null };
        // Likeness is known of pairs alone.
        _losses = isPair
            ? AllLosses
            : AllLosses.Where(loss => loss.Value is ContrastiveLossKind.Clip or ContrastiveLossKind.NtXent).ToDictionary();
        var own = _losses.First(loss => loss.Value == options.Loss).Key;
        _loss = Setting.Of<string?>("--loss", $"The loss: {string.Join(", ", _losses.Keys)}. [default: {own}]", "NAME");
        _loss.AcceptOnlyFromAmong([.. _losses.Keys]);
        _hidden = Setting.Of<int?>(
            "--hidden",
            $"Width between the layers of a head. [default: {(options.HiddenWidth is { } width ? $"{width}" : "the encoder's")}]", "N");
        _projection = Setting.Of<int?>("--projection", $"Numbers of a projection. [default: {options.ProjectionWidth}]", "N");
        _targetDecay = Setting.Of<double?>(
            "--target-decay", $"How slowly the target network follows at the start. [default: {options.TargetDecay}]", "X");
        _lr = Setting.Of<double?>("--lr", $"Learning rate after warm-up. [default: {options.LearningRate:0.#e-0}]", "RATE");
        Option[] ofLoss = recipe switch
        {
            ContrastiveRecipes.Byol or ContrastiveRecipes.MultimodalByol => [_targetDecay],
            ContrastiveRecipes.BarlowTwins => [_redundancy],
            ContrastiveRecipes.Multimodal =>
                [_loss, _temperature, _learnTemperature, _lambda, _similarities, _threshold, _positives, _bank, _chunk],
            _ => [_loss, _temperature, _learnTemperature, _bank, _chunk],
        };
        Option[] rates = isPair ? [_lr, _headRate] : [_lr];
        foreach (var option in (Option[])[.. ofLoss, _hidden, _projection, _rate, .. rates, _decay, _warmup, _quirks]) command.Add(option);
        if (hasEcg) _ecg = new EcgSideOptionSet(command, isPair);
        if (hasCmr) _cmr = new CmrSideOptionSet(command, isPair);
        _classifier = new ClassifierOptionSet(command, isPair);
        _training = new TrainingOptionSet(command, _defaults.Training);
        command.Validators.Add(Check);
    }

    /// <summary>The settings.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="others">What holds where nothing was given.</param>
    /// <param name="isNew">False where a run goes on, whose own warm-up stays.</param>
    public ContrastiveConfiguration Read(CommandResult line, ContrastiveConfiguration others, bool isNew)
    {
        var training = _training.Read(line, others.Training);
        var options = others.Options;
        return others with
        {
            Training = training,
            Options = options with
            {
                Loss = line.GetValue(_loss) is { } loss ? _losses[loss] : options.Loss,
                Temperature = line.GetValue(_temperature) ?? options.Temperature,
                LearnTemperature = line.GetValue(_learnTemperature) || options.LearnTemperature,
                ImageToEcgWeight = line.GetValue(_lambda) ?? options.ImageToEcgWeight,
                Similarities = line.GetValue(_similarities) ?? options.Similarities,
                SimilarityThreshold = line.GetValue(_threshold) ?? options.SimilarityThreshold,
                Positives = line.GetValue(_positives) ?? options.Positives,
                MemoryBank = line.GetValue(_bank) ?? options.MemoryBank,
                ChunkSize = line.GetValue(_chunk) ?? options.ChunkSize,
                TargetDecay = line.GetValue(_targetDecay) ?? options.TargetDecay,
                RedundancyWeight = line.GetValue(_redundancy) ?? options.RedundancyWeight,
                HiddenWidth = line.GetValue(_hidden) ?? options.HiddenWidth,
                ProjectionWidth = line.GetValue(_projection) ?? options.ProjectionWidth,
                AugmentationRate = line.GetValue(_rate) ?? options.AugmentationRate,
                LearningRate = line.GetValue(_lr) ?? options.LearningRate,
                HeadLearningRate = line.GetValue(_headRate) ?? options.HeadLearningRate,
                WeightDecay = line.GetValue(_decay) ?? options.WeightDecay,
                WarmupEpochs = line.GetValue(_warmup)
                    ?? (isNew ? Math.Min(options.WarmupEpochs, training.Epochs / 10) : options.WarmupEpochs),
                ReferenceQuirks = line.GetValue(_quirks) || options.ReferenceQuirks,
            },
            Ecg = others.Ecg is null ? null : _ecg!.Read(line, others.Ecg),
            Cmr = others.Cmr is null ? null : _cmr!.Read(line, others.Cmr),
            Classifier = _classifier.Read(
                line, others.Classifier, others.Cmr is null ? Modality.Ecg : others.Ecg is null ? Modality.Cmr : null),
        };
    }

    /// <summary>Refuses options of a side that the data do not have.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="settings">Has the sides that there are.</param>
    /// <exception cref="ArgumentException">One was given.</exception>
    public void RequireSides(CommandResult line, ContrastiveConfiguration settings)
    {
        if (settings.Ecg is null && _ecg?.FirstGiven(line) is { } ofEcg)
            throw new ArgumentException($"{ofEcg} is for ECGs, and the store holds images");
        if (settings.Cmr is null && _cmr?.FirstGiven(line) is { } ofCmr)
            throw new ArgumentException($"{ofCmr} is for images, and the store holds ECGs");
    }

    private void Check(CommandResult line)
    {
        if (line.Errors.Any() || line.Children.Any(child => child.Errors.Any())) return;
        try
        {
            var read = Read(line, _defaults, isNew: true);
            read.Options.Validate(read.Training);
            read.Cmr?.Validate();
            read.Ecg?.Model(LeadMap.LeadCount);
            CheckLoss(line, read.Options);
        }
        catch (ArgumentException error)
        {
            line.AddError(error.Message);
        }
        catch (InvalidOperationException)
        {
            // A word that is no value of its option: the parser says so itself.
        }
    }

    /// <summary>Refuses what the loss has no use for, and likeness without its matrix.</summary>
    private void CheckLoss(CommandResult line, ContrastiveOptions options)
    {
        var name = AllLosses.First(loss => loss.Value == options.Loss).Key;
        var likeness = options.Loss
            is ContrastiveLossKind.SupCon or ContrastiveLossKind.RemoveFalseNegatives or ContrastiveLossKind.KPositive;
        if (likeness && options.Similarities is null) line.AddError($"--loss {name} needs --similarities");
        Idle(options.Loss != ContrastiveLossKind.Clip, _lambda);
        Idle(options.Loss != ContrastiveLossKind.NtXent, _bank);
        Idle(!likeness, _similarities, _threshold);
        Idle(options.Loss != ContrastiveLossKind.KPositive, _positives);

        void Idle(bool isIdle, params IReadOnlyList<Option> ofOtherLosses)
        {
            if (isIdle && Setting.FirstGiven(line, ofOtherLosses) is { } given) line.AddError($"{given} has no use with the loss {name}");
        }
    }
}
