using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Embedding;
using EcgCmrNative.Models.Evaluation.Probes;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Training.FineTuning;

namespace EcgCmrNative.Models.Studies;

/// <summary>Fits linear models on the frozen embeddings of an encoder: all cells of one arm and seed.</summary>
internal static class CellProbes
{
    /// <summary>Embeds all rows once, and writes the result of every cell that is not done.</summary>
    /// <returns>The result in a few words.</returns>
    public static string Fit(Device device, StudyStores stores, IReadOnlyList<PlannedCell> cells, CancellationToken cancellation)
    {
        var store = stores.Of(cells[0].Cell.Arm.Modality);
        var waiting = cells.Where(cell => !cell.IsDone).ToArray();
        (double[] Values, int Width)? embedded = null;
        foreach (var cell in waiting)
        {
            cancellation.ThrowIfCancellationRequested();
            FileSystem.Disk.CreateDirectory(cell.Folder);
            var result = new CellResult { People = [], Targets = [], LeftOut = cell.LeftOut, TrainingRows = 0 };
            if (cell.Trials is [var configuration, ..])
            {
                embedded ??= Embed(device, store, configuration, cell.Source is not null);
                result = Fit(store, configuration, cell.LeftOut, embedded.Value.Values, embedded.Value.Width);
            }
            result.Write(cell.ResultPath);
        }
        return $"{waiting.Length} fitted";
    }

    private static CellResult Fit(
        PreparedStore store, FineTuningConfiguration configuration, IReadOnlyList<LeftOutTarget> before, double[] embeddings, int width)
    {
        var names = store.Manifest.LabelNames.ToList();
        var targets = configuration.Options.Targets;
        var training = configuration.LabelledRows(store.Records);
        var task = new ProbeTask(
            [.. targets.Select(target => target.Name)],
            [
                .. store.Records.SelectMany(record => targets.Select(target => Value(target, record.Labels[names.IndexOf(target.Name)]))),
            ],
            [.. store.Records.Select(record => record.Patient)], training, configuration.ValidationRows, configuration.TestRows);
        var (learned, leftOut, scores) = (new List<CellTarget>(), before.ToList(), new List<double>());
        for (var t = 0; t < targets.Count; t++)
        {
            if (LinearProbe.Obstacle(task, t) is { } obstacle)
            {
                leftOut.Add(new LeftOutTarget(targets[t].Name, obstacle));
                continue;
            }
            var (label, probe) = (t, LinearProbe.Fit(task, t, embeddings, width));
            scores.Add(probe.ValidationScore);
            learned.Add(new CellTarget
            {
                Name = targets[t].Name,
                Kind = targets[t].Kind,
                Truth = [.. configuration.TestRows.Select(row => task.Label(label, row))],
                Predicted =
                [
                    .. configuration.TestRows.Select(row => probe.Predictions[row])
                        .Select(value => probe.IsClass ? 1 / (1 + Math.Exp(-value)) : value),
                ],
            });
        }
        return new CellResult
        {
            People = learned.Count == 0 ? [] : [.. configuration.TestRows.Select(row => store.Records[row].Patient)],
            Targets = learned,
            LeftOut = leftOut,
            TrainingRows = training.Count,
            ValidationScore = scores.Count == 0 ? double.NaN : scores.Average(),
        };
    }

    /// <summary>A number as it is, a class as 0 or 1.</summary>
    private static double Value(PredictionTarget target, double label) => target.Kind == TargetKind.Number || double.IsNaN(label)
        ? label
        : label == target.ClassValues[1] ? 1 : label == target.ClassValues[0] ? 0 : double.NaN;

    private static (double[] Values, int Width) Embed(
        Device device, PreparedStore store, FineTuningConfiguration configuration, bool isTrained)
    {
        int[] rows = [.. Enumerable.Range(0, store.Count)];
        if (store is ImageStore images)
        {
            CmrEmbedder embedder;
            if (isTrained) embedder = CmrEmbedder.Load(device, configuration.Weights!);
            else
            {
                var encoder = CmrPresets.Create(configuration.Cmr!.Preset, device, Random(configuration));
                encoder.Input = configuration.Cmr.Input;
                embedder = new CmrEmbedder(device, encoder);
            }
            return (embedder.Embed(images, rows), embedder.Width);
        }
        var ecgs = (EcgStore)store;
        var ofEcg = isTrained
            ? EcgEmbedder.Load(device, configuration.Weights!)
            : new EcgEmbedder(device, NewEncoder(device, configuration), ecgs.Manifest.Preparation);
        return (ofEcg.Embed(ecgs, rows), ofEcg.Width);
    }

    private static EcgEncoder NewEncoder(Device device, FineTuningConfiguration configuration)
    {
        // New weights of a pooling by attention say nothing.
        var side = configuration.Ecg! with { Pooling = TokenPooling.Mean };
        var encoder = side.CreateEncoder(device, Random(configuration), configuration.Leads.Count);
        encoder.Input = new EcgInput(configuration.Leads, side.Window, configuration.Preparation);
        return encoder;
    }

    private static RandomSource Random(FineTuningConfiguration configuration) =>
        new RandomSource(configuration.Training.Seed).Branch("model");
}
