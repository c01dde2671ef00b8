using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Models.Ecg;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>The options of masked data modelling. What is not given stays as the paper has it, or, in a resumed run, as it was.</summary>
internal sealed class MaskedModellingOptionSet
{
    private const string NoAugmentation = "none";

    private static readonly Dictionary<string, AugmentationStrength> Strengths = new(StringComparer.Ordinal)
    {
        ["default"] = AugmentationStrength.Default,
        ["light"] = AugmentationStrength.Light,
        ["medium"] = AugmentationStrength.Medium,
        ["heavy"] = AugmentationStrength.Heavy,
        ["fine-tuning"] = AugmentationStrength.FineTuning,
    };

    private readonly Option<string?> _preset = New<string?>("--preset", "Model size: " + string.Join(", ", EcgPresets.Names) + ". [default: tiny]", "NAME");
    private readonly Option<int?> _epochs = New<int?>("--epochs", "Passes over the training data. [default: 400]", "N");
    private readonly Option<int?> _batchSize = New<int?>("--batch-size", "Recordings per step. [default: 128]", "N");
    private readonly Option<int?> _accumulation = New<int?>("--accumulation", "Steps whose gradients make one update. [default: 1]", "N");
    private readonly Option<double?> _lr = New<double?>("--lr", "Learning rate after warm-up.", "RATE");
    private readonly Option<double?> _baseLr = New<double?>("--base-lr", "Learning rate = this × batch size × accumulation / 4. [default: 1e-5]", "RATE");
    private readonly Option<double?> _minLr = New<double?>("--min-lr", "Learning rate at the end of the cosine. [default: 0]", "RATE");
    private readonly Option<double?> _warmup = New<double?>("--warmup-epochs", "Epochs of linear warm-up. [default: a tenth of the epochs]", "N");
    private readonly Option<double?> _decay = New<double?>("--weight-decay", "AdamW's weight decay. [default: 0.15]", "X");
    private readonly Option<double?> _mask = New<double?>("--mask-ratio", "Share of the patches that are masked. [default: 0.8]", "X");
    private readonly Option<double?> _ncc = New<double?>("--ncc-weight", "Weight of 1 - NCC in the loss. [default: 0.1]", "X");
    private readonly Option<bool> _normPix = New<bool>("--norm-pix", "Standardise each patch of the target.", "");
    private readonly Option<double?> _simSiam = New<double?>("--simsiam-weight", "Weight of the SimSiam branch on two masked views; 0 leaves it out. [default: 0]", "X");
    private readonly Option<int?> _window = New<int?>("--window", "Samples per lead that the model sees. [default: 2500]", "N");
    private readonly Option<int?> _patch = New<int?>("--patch-samples", "Samples per patch. [default: 100]", "N");
    private readonly Option<string?> _augmentation = New<string?>(
        "--augmentation", $"Strength of the augmentations: {NoAugmentation}, {string.Join(", ", Strengths.Keys)}.", "NAME");

    private readonly Option<double?> _phaseNoise = New<double?>("--phase-noise", "Strength of the Fourier surrogate.", "X");
    private readonly Option<double?> _jitter = New<double?>("--jitter", "Standard deviation of the jitter.", "X");
    private readonly Option<double?> _rescaling = New<double?>("--rescaling", "Standard deviation of the rescaling.", "X");
    private readonly Option<int?> _patience = New<int?>("--patience", "Epochs without improvement after which training stops; -1 for never. [default: -1]", "N");
    private readonly Option<double?> _maxDelta = New<double?>("--max-delta", "How far below the best an epoch may be and count as no worse. [default: 0]", "X");
    private readonly Option<int?> _keepBest = New<int?>("--keep-best", "How many of the best epochs keep a checkpoint. [default: 5]", "N");
    private readonly Option<double?> _clip = New<double?>("--clip", "Largest norm of all gradients together.", "X");
    private readonly Option<int?> _checkpointSteps = New<int?>("--checkpoint-steps", "Steps between two checkpoints within an epoch; 0 for none. [default: 0]", "N");
    private readonly Option<bool> _guard = New<bool>("--guard", "Look at every operator's numbers for NaN and infinity; slower.", "");
    private readonly Option<int?> _online = New<int?>(
        "--online-evaluation", "Every so many epochs, read the labels off the embeddings by linear models; 0 for never. [default: 0; published: 5]", "N");

    private readonly Option<ulong?> _seed = New<ulong?>("--seed", "Seed of all random numbers; the same seed gives the same run. [default: 0]", "N");

    public MaskedModellingOptionSet(Command command)
    {
        foreach (var option in (Option[])
        [
            _preset, _epochs, _batchSize, _accumulation, _lr, _baseLr, _minLr, _warmup, _decay, _mask, _ncc, _normPix, _simSiam, _window, _patch,
            _augmentation, _phaseNoise, _jitter, _rescaling, _patience, _maxDelta, _keepBest, _clip, _checkpointSteps, _guard, _online, _seed,
        ]) command.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>The settings of the objective.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="others">What holds where nothing was given.</param>
    /// <param name="training">The settings of the training.</param>
    /// <param name="isNew">False where a run goes on, whose own warm-up stays.</param>
    public MaskedModellingOptions ReadOptions(CommandResult line, MaskedModellingOptions others, TrainingOptions training, bool isNew)
    {
        var strength = line.GetValue(_augmentation) is { } name and not NoAugmentation
            ? Strengths[name]
            : new AugmentationStrength(others.PhaseNoise, others.JitterSigma, others.RescalingSigma);
        return others with
        {
            Preset = line.GetValue(_preset) ?? others.Preset,
            Window = line.GetValue(_window) ?? others.Window,
            PatchSamples = line.GetValue(_patch) ?? others.PatchSamples,
            MaskRatio = line.GetValue(_mask) ?? others.MaskRatio,
            CorrelationWeight = line.GetValue(_ncc) ?? others.CorrelationWeight,
            NormalizeTargets = line.GetValue(_normPix) || others.NormalizeTargets,
            SimSiamWeight = line.GetValue(_simSiam) ?? others.SimSiamWeight,
            Augment = line.GetValue(_augmentation) is { } kind ? kind != NoAugmentation : others.Augment,
            PhaseNoise = line.GetValue(_phaseNoise) ?? strength.PhaseNoise,
            JitterSigma = line.GetValue(_jitter) ?? strength.JitterSigma,
            RescalingSigma = line.GetValue(_rescaling) ?? strength.RescalingSigma,
            LearningRate = line.GetValue(_lr) ?? (line.GetValue(_baseLr) is null ? others.LearningRate : null),
            BaseLearningRate = line.GetValue(_baseLr) ?? others.BaseLearningRate,
            MinimumLearningRate = line.GetValue(_minLr) ?? others.MinimumLearningRate,
            WarmupEpochs = line.GetValue(_warmup) ?? (isNew ? Math.Min(others.WarmupEpochs, training.Epochs / 10.0) : others.WarmupEpochs),
            WeightDecay = line.GetValue(_decay) ?? others.WeightDecay,
            OnlineEvaluationEpochs = line.GetValue(_online) ?? others.OnlineEvaluationEpochs,
        };
    }

    /// <summary>The settings of the training.</summary>
    /// <inheritdoc cref="ReadOptions"/>
    public TrainingOptions ReadTraining(CommandResult line, TrainingOptions others) => others with
    {
        Epochs = line.GetValue(_epochs) ?? others.Epochs,
        BatchSize = line.GetValue(_batchSize) ?? others.BatchSize,
        AccumulationSteps = line.GetValue(_accumulation) ?? others.AccumulationSteps,
        ClipNorm = line.GetValue(_clip) ?? others.ClipNorm,
        Patience = line.GetValue(_patience) ?? others.Patience,
        MaximumDelta = line.GetValue(_maxDelta) ?? others.MaximumDelta,
        KeepBest = line.GetValue(_keepBest) ?? others.KeepBest,
        CheckpointSteps = line.GetValue(_checkpointSteps) ?? others.CheckpointSteps,
        Seed = line.GetValue(_seed) ?? others.Seed,
        GuardNonFinite = line.GetValue(_guard) || others.GuardNonFinite,
    };

    private void Check(CommandResult line)
    {
        if (line.Errors.Any() || line.Children.Any(child => child.Errors.Any())) return;
        var augmentation = line.GetValue(_augmentation);
        if (line.GetValue(_lr) is not null && line.GetValue(_baseLr) is not null)
        {
            line.AddError("--lr and --base-lr both set the learning rate; give one");
        }
        else if (augmentation is not null and not NoAugmentation && !Strengths.ContainsKey(augmentation))
        {
            line.AddError($"there is no augmentation '{augmentation}'; there are {NoAugmentation}, {string.Join(", ", Strengths.Keys)}");
        }
        else if (augmentation == NoAugmentation && (line.GetValue(_phaseNoise) ?? line.GetValue(_jitter) ?? line.GetValue(_rescaling)) is not null)
        {
            line.AddError($"--augmentation {NoAugmentation} leaves nothing for --phase-noise, --jitter and --rescaling to set");
        }
        else
        {
            CheckSizes(line);
        }
    }

    private void CheckSizes(CommandResult line)
    {
        try
        {
            var training = ReadTraining(line, new TrainingOptions());
            training.Validate();
            var options = ReadOptions(line, new MaskedModellingOptions(), training, isNew: true);
            options.Model(Data.Signals.LeadMap.LeadCount);
            if (options.WarmupEpochs < 0 || options.WarmupEpochs > training.Epochs)
                line.AddError($"--warmup-epochs {options.WarmupEpochs}: from 0 to the {training.Epochs} epochs there are");
            else if (options.OnlineEvaluationEpochs < 0)
                line.AddError($"--online-evaluation {options.OnlineEvaluationEpochs}: at least 0");
            else if (!(options.PeakLearningRate(training) > 0))
                line.AddError($"a learning rate of {options.PeakLearningRate(training)}: has to be positive");
        }
        catch (ArgumentException error)
        {
            line.AddError(error.Message);
        }
    }

    private static Option<T> New<T>(string name, string description, string value) =>
        value.Length > 0 ? new Option<T>(name) { Description = description, HelpName = value } : new Option<T>(name) { Description = description };
}
