using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Evaluation.Calibration;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Tests.Models.Prediction;

/// <summary>A small model with targets of all kinds, as fine-tuning leaves it; its weights are random.</summary>
internal static class SmallPredictor
{
    public const int Window = 200;

    public static readonly EcgPreparation Preparation = new() { WindowSamples = 500, Cleaning = null };

    public static readonly PredictionTarget Volume =
        new() { Name = "LVEDV_mL", Kind = TargetKind.Number, Unit = "mL", Mean = 150, Deviation = 30, Known = 40 };

    public static readonly PredictionTarget Disease = new()
    {
        Name = "CAD",
        Kind = TargetKind.Classes,
        ClassValues = [0, 1],
        Prevalence = [0.8, 0.2],
        ClassWeights = [0.625, 2.5],
        Known = 40,
    };

    public static readonly PredictionTarget Grade =
        new() { Name = "NYHA", Kind = TargetKind.Classes, ClassValues = [1, 2, 4], Prevalence = [0.5, 0.3, 0.2], Known = 30 };

    public static readonly PredictionTarget Death =
        new() { Name = "death", Kind = TargetKind.TimeToEvent, TimeName = "years", Unit = "years", Known = 30 };

    public static ModelCard Card => new()
    {
        Targets =
        [
            new CalibratedTarget { Target = Volume, IntervalRadius = 12.5 },
            new CalibratedTarget
            {
                Target = Disease,
                Temperature = 1.3,
                Threshold = 0.17,
                ThresholdRule = "Youden, validation set",
                ProbabilityInterval = new ProbabilityInterval([0.1, 0.5], [0.02, 0.3], [0.2, 0.8], 0.95, 20),
            },
            new CalibratedTarget { Target = Grade },
            new CalibratedTarget { Target = Death, LogHazardOffset = -0.2 },
        ],
        Software = "1.2.3",
        Date = "2026-01-31",
        Training = new Dictionary<string, string> { ["seed"] = "5" },
        TrainingPeople = 40,
        ValidationPeople = 20,
        TestPeople = 10,
        Metrics =
        [
            new ReportedMetric("test", "CAD", "auroc", 0.8, 0.7, 0.9, 10, 3),
            new ReportedMetric("validation", null, "pcc", 0.5, 0.25, 0.75, 20, 0),
        ],
    };

    public static PredictionModel Create(
        Device device, PredictionHead head = PredictionHead.Linear, TokenPooling pooling = TokenPooling.Mean,
        EcgPreparation? preparation = null)
    {
        var encoder = new EcgEncoder(
            device, new RandomSource(4),
            new VisionTransformerConfiguration(16, 2, 2) { Samples = Window, PatchSamples = 20, LearnPositions = true }, pooling)
        {
            Input = new EcgInput(Enum.GetNames<Lead>(), Window, preparation ?? Preparation),
        };
        var model = new PredictionModel(device, new RandomSource(5), encoder, Card.Targets.Sum(target => target.Target.Outputs), head);
        // Weights as large as trained ones, and statistics that are not those of the start.
        var draws = new RandomSource(6).Stream("weights");
        foreach (var (name, parameter) in model.State().Where(entry => entry.Name.StartsWith("head.", StringComparison.Ordinal)))
        {
            if (name.EndsWith("num_batches_tracked", StringComparison.Ordinal)) continue;
            var values = new float[parameter.Shape.Count];
            for (var i = 0; i < values.Length; i++) values[i] = (float)draws.NextUniform(0.2, 2);
            parameter.Set(values);
        }
        model.Training = false;
        return model;
    }
}
