using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Studies;

/// <summary>Fine-tunes a cell: its one configuration, or those of a search, of which the best on the validation set counts.</summary>
internal sealed class CellTraining(Device device, StudyStores stores, StudyDefinition study, PlannedCell cell)
{
    /// <summary>For models whose card is not kept.</summary>
    private static readonly EvaluationOptions Quick = new() { Bootstrap = new BootstrapOptions(Resamples: 1) };

    private readonly Data.Cohorts.Stores.PreparedStore _store = stores.Of(cell.Cell.Arm.Modality);

    /// <summary>Trains and writes the result.</summary>
    /// <returns>The result in a few words.</returns>
    public string Carry(ITrainingProgress? progress, CancellationToken cancellation)
    {
        FileSystem.Disk.CreateDirectory(cell.Folder);
        if (cell.Trials.Count == 0)
        {
            new CellResult { People = [], Targets = [], LeftOut = cell.LeftOut, TrainingRows = 0 }.Write(cell.ResultPath);
            return $"nothing could be learned: {cell.LeftOut[0].Reason}";
        }
        var (trial, configuration) = Search(progress, cancellation);
        using var run = RunTraining.Open(FolderOf(trial), configuration, TrainingData.Of(_store));
        var recipe = new FineTuningRecipe(device, _store, configuration);
        var state = RunTraining.Finish(run, recipe, progress: null, cancellation);
        if (state.BestCheckpoints is [var best, ..]) Checkpoint.LoadModel(run.Folder.File(best.File), recipe.Model);
        // The metrics of the card; those of the table are computed from the predictions.
        var model = FineTunedModel.Create(
            device, recipe, _store, configuration, state, study.KeepModels ? null : Quick, cancellation);
        if (study.KeepModels) PredictorFile.Write(Path.Combine(cell.Folder, PredictorFile.Name), recipe.Predictor, model.Card);
        var result = new CellResult
        {
            People = model.Test.People,
            Targets = CellResult.TargetsOf(new FineTunedPredictions(model.Card.Targets, model.Test)),
            LeftOut = cell.LeftOut,
            TrainingRows = recipe.SampleCount,
            ValidationScore = state.Best ?? double.NaN,
            BestEpoch = state.BestCheckpoints is [var kept, ..] ? kept.Epoch + 1 : null,
            Trial = cell.Trials.Count > 1 ? trial + 1 : null,
            Settings = cell.Trials.Count > 1 ? study.Search!.Candidates(cell.Cell.Seed)[trial].ToJsonString() : null,
        };
        result.Write(cell.ResultPath);
        run.Dispose();
        for (var other = 0; other < cell.Trials.Count; other++) Clear(other);
        return string.Create(
            CultureInfo.InvariantCulture, $"{recipe.Criterion.Metric} {result.ValidationScore:0.####} on the validation set");
    }

    /// <summary>The best trial and its configuration; each trial is trained to the end of its last round.</summary>
    private (int Trial, FineTuningConfiguration Configuration) Search(ITrainingProgress? progress, CancellationToken cancellation)
    {
        if (cell.Trials.Count == 1)
        {
            Train(0, cell.Trials[0], progress, cancellation);
            return (0, cell.Trials[0]);
        }
        var (left, round) = (Enumerable.Range(0, cell.Trials.Count).ToList(), 0);
        var (isHalving, factor) = (study.Search!.Method == SearchMethod.Halving, study.Search.Factor);
        var rounds = isHalving ? (int)Math.Floor(Math.Log(left.Count) / Math.Log(factor) + 1e-9) + 1 : 1;
        while (true)
        {
            var shortened = Math.Pow(factor, rounds - 1 - round);
            var scores = left.ToDictionary(trial => trial, trial => Train(trial, Round(trial), progress, cancellation));
            // The earlier of equals: an order that does not depend on chance.
            left = [.. left.OrderByDescending(trial => scores[trial]).ThenBy(trial => trial)];
            if (++round == rounds) return (left[0], Round(left[0]));
            left = left[..Math.Max(1, left.Count / factor)];

            FineTuningConfiguration Round(int trial)
            {
                var whole = cell.Trials[trial];
                if (shortened <= 1) return whole;
                var epochs = Math.Max(1, (int)Math.Round(whole.Training.Epochs / shortened));
                return (FineTuningConfiguration)(whole with { Training = whole.Training with { Epochs = epochs } }).WithShortWarmup();
            }
        }
    }

    /// <summary>Trains a trial, if that has not been done, and gives its best criterion on the validation set.</summary>
    private double Train(int trial, FineTuningConfiguration configuration, ITrainingProgress? progress, CancellationToken cancellation)
    {
        var path = Path.Combine(cell.Folder, "trials.json");
        var key = FormattableString.Invariant($"{trial + 1}, {configuration.Training.Epochs} epochs");
        var scores = ReadScores(path);
        if (scores.TryGetPropertyValue(key, out var known)) return known?.GetValue<double>() ?? double.NegativeInfinity;
        using (var run = RunTraining.Open(FolderOf(trial), configuration, TrainingData.Of(_store)))
        {
            var recipe = new FineTuningRecipe(device, _store, configuration);
            var state = RunTraining.Finish(run, recipe, progress, cancellation);
            if (cell.Trials.Count == 1) return state.Best ?? double.NaN;
            // JSON has no infinity: a trial without a score is null, and the last in the order.
            scores[key] = state.Best is { } best && double.IsFinite(best) ? best : null;
        }
        FileSystem.Disk.WriteAtomically(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(scores.ToJsonString())));
        return scores[key]?.GetValue<double>() ?? double.NegativeInfinity;
    }

    /// <summary>The scores of the trials that are done; empty before the first.</summary>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    private static JsonObject ReadScores(string path)
    {
        if (!File.Exists(path)) return [];
        try
        {
            var scores = JsonNode.Parse(FileSystem.Disk.ReadText(path))!.AsObject();
            foreach (var (_, score) in scores) _ = score?.GetValue<double>();
            return scores;
        }
        catch (Exception error) when (
            error is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new DataFormatException(
                path, null, $"the scores of trials cannot be read: {JsonReason.Of(error)}; delete the file, and the trials are done again",
                error);
        }
    }

    private string FolderOf(int trial) =>
        Path.Combine(cell.Folder, FormattableString.Invariant($"trial-{trial + 1}"));

    /// <summary>Removes checkpoints that nothing needs any more; settings and logs stay.</summary>
    private void Clear(int trial)
    {
        if (!Directory.Exists(FolderOf(trial))) return;
        foreach (var checkpoint in Directory.EnumerateFiles(FolderOf(trial), "*.safetensors")) FileSystem.Disk.Delete(checkpoint);
    }
}
