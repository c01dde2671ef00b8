using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Models.Ecg;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>The options of masked data modelling. What is not given stays as the paper has it, or, in a resumed run, as it was.</summary>
internal sealed class MaskedModellingOptionSet
{
    private readonly Option<string?> _preset = Setting.Of<string?>(
        "--preset", "Model size: " + string.Join(", ", EcgPresets.Names) + ". [default: tiny]", "NAME");
    private readonly Option<double?> _lr = Setting.Of<double?>("--lr", "Learning rate after warm-up.", "RATE");
    private readonly Option<double?> _baseLr = Setting.Of<double?>(
        "--base-lr", "Learning rate = this × batch size × accumulation / 4. [default: 1e-5]", "RATE");
    private readonly Option<double?> _minLr = Setting.Of<double?>(
        "--min-lr", "Learning rate at the end of the cosine. [default: 0]", "RATE");
    private readonly Option<double?> _warmup = Setting.Of<double?>(
        "--warmup-epochs", "Epochs of linear warm-up. [default: a tenth of the epochs]", "N");
    private readonly Option<double?> _decay = Setting.Of<double?>("--weight-decay", "AdamW's weight decay. [default: 0.15]", "X");
    private readonly Option<double?> _mask = Setting.Of<double?>(
        "--mask-ratio", "Share of the patches that are masked. [default: 0.8]", "X");
    private readonly Option<double?> _ncc = Setting.Of<double?>("--ncc-weight", "Weight of 1 - NCC in the loss. [default: 0.1]", "X");
    private readonly Option<bool> _normPix = Setting.Switch("--norm-pix", "Standardise each patch of the target.");
    private readonly Option<double?> _simSiam = Setting.Of<double?>(
        "--simsiam-weight", "Weight of the SimSiam branch on two masked views; 0 leaves it out. [default: 0]", "X");
    private readonly Option<int?> _window = Setting.Of<int?>("--window", "Samples per lead that the model sees. [default: 2500]", "N");
    private readonly Option<int?> _patch = Setting.Of<int?>("--patch-samples", "Samples per patch. [default: 100]", "N");

    private readonly Option<int?> _online = Setting.Of<int?>(
        "--online-evaluation",
        "Every so many epochs, read the labels off the embeddings by linear models; 0 for never. [default: 0; published: 5]",
        "N");

    private readonly TrainingOptionSet _training;
    private readonly AugmentationOptionSet _augmentation;

    public MaskedModellingOptionSet(Command command)
    {
        foreach (var option in (Option[])
            [_preset, _lr, _baseLr, _minLr, _warmup, _decay, _mask, _ncc, _normPix, _simSiam, _window, _patch, _online])
            command.Add(option);
        _training = new TrainingOptionSet(command, new TrainingOptions());
        _augmentation = new AugmentationOptionSet(command);
        command.Validators.Add(Check);
    }

    /// <summary>The settings of the objective.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="others">What holds where nothing was given.</param>
    /// <param name="training">The settings of the training.</param>
    /// <param name="isNew">False where a run goes on, whose own warm-up stays.</param>
    public MaskedModellingOptions ReadOptions(CommandResult line, MaskedModellingOptions others, TrainingOptions training, bool isNew)
    {
        var strength = _augmentation.ReadStrength(
            line, new AugmentationStrength(others.PhaseNoise, others.JitterSigma, others.RescalingSigma));
        return others with
        {
            Preset = line.GetValue(_preset) ?? others.Preset,
            Window = line.GetValue(_window) ?? others.Window,
            PatchSamples = line.GetValue(_patch) ?? others.PatchSamples,
            MaskRatio = line.GetValue(_mask) ?? others.MaskRatio,
            CorrelationWeight = line.GetValue(_ncc) ?? others.CorrelationWeight,
            NormalizeTargets = line.GetValue(_normPix) || others.NormalizeTargets,
            SimSiamWeight = line.GetValue(_simSiam) ?? others.SimSiamWeight,
            Augment = _augmentation.ReadSwitch(line, others.Augment),
            PhaseNoise = strength.PhaseNoise,
            JitterSigma = strength.JitterSigma,
            RescalingSigma = strength.RescalingSigma,
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
    public TrainingOptions ReadTraining(CommandResult line, TrainingOptions others) => _training.Read(line, others);

    private void Check(CommandResult line)
    {
        if (line.Errors.Any() || line.Children.Any(child => child.Errors.Any())) return;
        if (line.GetValue(_lr) is not null && line.GetValue(_baseLr) is not null)
            line.AddError("--lr and --base-lr both set the learning rate; give one");
        else
            CheckSizes(line);
    }

    private void CheckSizes(CommandResult line)
    {
        try
        {
            var training = ReadTraining(line, new TrainingOptions());
            training.Validate();
            var options = ReadOptions(line, new MaskedModellingOptions(), training, isNew: true);
            options.Model(LeadMap.LeadCount);
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
}
