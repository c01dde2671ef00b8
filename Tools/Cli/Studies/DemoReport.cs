using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Drawing.Vector;
using EcgCmrNative.Cli.Explanations;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Results;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Explanation.Checks;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Studies;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Studies;

/// <summary>The report of the demo: the comparison, and what each stage learned.</summary>
internal static class DemoReport
{
    /// <summary>Predictions that are explained.</summary>
    private const int Explained = 4;

    /// <summary>Makes the report, and pictures in the folder.</summary>
    /// <param name="device">Computes reconstructions and maps.</param>
    /// <param name="folder">The folder of the demo.</param>
    /// <param name="results">What the study made.</param>
    /// <param name="table">Its table.</param>
    /// <param name="time">How long this call took.</param>
    /// <param name="cancellation">Stops between sections.</param>
    public static HtmlReport Create(
        Device device, string folder, StudyResults results, StudyTable table, TimeSpan time, CancellationToken cancellation)
    {
        var isVirtual = results.Study.Data.Subjects is not null;
        var report = new HtmlReport(
            isVirtual ? "Demo: what an ECG learns from cardiac MR" : results.Study.Name, table.Cells == 0
                ? "A masked autoencoder was trained on the recordings. Give a table of labels (--labels) to learn predictions."
                : StudyReport.Headline(table))
        {
            Origin = StudyReport.Origin(results),
        };
        var ecgs = results.Stores.Ecgs;
        report.Figures(
            [
                ($"{ecgs.Records.Select(record => record.Patient).Distinct().Count():N0}", isVirtual ? "virtual people" : "people"),
                ($"{ecgs.Count:N0}", "ECGs"),
                .. results.Stores.Images is { } images ? [($"{images.Count:N0}", "cardiac MR studies")] : Array.Empty<(string, string)>(),
                ($"{results.PreTrainings.Count}", "pre-trainings"), ($"{results.Cells.Count}", "comparisons trained"),
                (ProgressDisplay.Time(time), "time of this call (min:s)"),
            ]);
        if (isVirtual)
            report.Text(
                "The people are virtual: their hearts are known, and how much an ECG says about them was chosen, not measured. The figures "
                + "show how the method works, not how well it works in patients.");
        StudyReport.Add(report, results, table);
        AddExplanations(report, device, folder, results, cancellation);
        DemoTruth.Add(report, device, folder, results, cancellation);
        foreach (var run in results.PreTrainings)
        {
            cancellation.ThrowIfCancellationRequested();
            if (run.Configuration is MaskedModellingConfiguration) AddReconstructions(report, device, folder, results, run);
        }
        if (results.PreTrainings.LastOrDefault(run => run.PreTraining.Row is { HasPairs: true }) is { } pairs)
            AddPairs(report, device, results, pairs);
        StudyReport.AddMaking(report, results);
        return report;
    }

    /// <summary>Explains a target of each task by the last arm of ECGs, for the first test people: none is chosen by the result.</summary>
    private static void AddExplanations(
        HtmlReport report, Device device, string folder, StudyResults results, CancellationToken cancellation)
    {
        var models = results.Study.Tasks.Select(task => results.Cells.LastOrDefault(cell =>
            cell.Model is not null && cell.Cell.Task.Name == task.Name && cell.Cell.Arm.Modality == Modality.Ecg))
            .OfType<StudyCellResult>().ToArray();
        if (models.Length == 0) return;
        var store = results.Stores.Ecgs;
        var recordings = EcgSources.InFolder(results.Study.Data.Ecg ?? Path.Combine(folder, StudyStores.CohortFolder))
            .ToDictionary(source => source.About.Record, StringComparer.Ordinal);
        string[] people =
            [.. results.Stores.HeldOut(store.Records).Test.Select(row => store.Rows[row].Record).Where(recordings.ContainsKey)];
        report.Section("What predictions depend on");
        report.Text(
            "Integrated gradients of the first test people. A map is called faithful if taking away what it holds for most important "
            + "changes the prediction faster than 97.5 % of random orders, and adding it as well; do not interpret one that is not. It "
            + "shows what the model uses, not where disease is.");
        var number = 0;
        foreach (var cell in models)
        {
            using var predictor = EcgPredictor.Load(device, cell.Model!);
            foreach (var person in people.Skip(number).Take(Explained / models.Length))
            {
                cancellation.ThrowIfCancellationRequested();
                // Numbered: names may tell who a person is.
                var recording = recordings[person].Read() with { Name = $"test person {++number}", Comments = [] };
                var shown = Explanation.Of(
                    predictor, recording, target: null, AttributionMethod.IntegratedGradients, new FaithfulnessOptions().RandomOrders,
                    cell.Model!, cancellation);
                report.Subsection($"Test person {number}: {cell.Cell.Task.Name} by {cell.Cell.Arm.Name}");
                report.Text($"{ExplanationText.Prediction(shown)}. {ExplanationText.Faithfulness(shown)}");
                report.Drawing(
                    SvgFile.Write(ExplanationPicture.Draw(shown), ExplanationText.Legend(shown)),
                    $"{ExplanationText.Legend(shown)}. {ExplanationText.Method(shown)}");
            }
        }
    }

    private static void AddReconstructions(HtmlReport report, Device device, string folder, StudyResults results, StudyRun run)
    {
        using var training = TrainingRun.Resume(run.Folder, run.Configuration, TrainingData.Of(results.Stores.Ecgs));
        var autoencoder = new MaskedModellingRun(device, results.Stores.Ecgs, training);
        LoadBest(training, autoencoder.Recipe);
        var score = autoencoder.Score();
        report.Section($"{run.PreTraining.Name}: reconstruction of what was masked");
        report.Text(
            $"The encoder learned to reconstruct {autoencoder.Configuration.Options.MaskRatio:P0} of an ECG from the rest. Correlation "
            + "(NCC masked) over masked samples of held-out recordings; the mean beat uses R peaks of the whole recording, which the model "
            + "does not get.");
        report.Judge(VerdictText.Of(score));
        report.Table(
            ["on masked samples", "mean NCC masked", "95 % interval"],
            score.Methods.Concat(score.Differences).Select(method => (IReadOnlyList<string>)
            [
                method.Name, EvaluationView.Number(method.Ncc.Value), EvaluationView.Interval(method.Ncc.Low, method.Ncc.High),
            ]));
        foreach (var (name, picture) in ReconstructionSection.Draw(autoencoder))
        {
            report.Picture(picture, $"{name}: the white parts are the input of the model.");
            PngFile.Write(Path.Combine(folder, $"{name.Replace(' ', '-')}.png"), picture);
        }
    }

    private static void AddPairs(HtmlReport report, Device device, StudyResults results, StudyRun run)
    {
        using var training = TrainingRun.Resume(run.Folder, run.Configuration, TrainingData.Of(results.Stores.Pairs!));
        var recipe = ContrastiveRecipe.Create(device, results.Stores.Pairs!, (ContrastiveConfiguration)run.Configuration);
        LoadBest(training, recipe);
        var state = Checkpoint.ReadState(training.Folder.File(RunFolder.LastCheckpoint));
        var epochs = training.Folder.ReadEpochs();
        var best = state.BestCheckpoints.Count > 0
            ? epochs.LastOrDefault(epoch => (int)epoch["epoch"] == state.BestCheckpoints[0].Epoch)
            : null;
        if (best is not null && RetrievalView.Figures(best) is { } figures)
        {
            report.Section($"{run.PreTraining.Name}: ECG and image of a person find each other");
            report.Text(
                "Retrieval among the validation pairs by cosine similarity, beside chance. R@k is the share of pairs whose partner ranks "
                + "in the first k; intervals by bootstrap over people.");
            report.Judge(VerdictText.OfRetrieval(best));
            RetrievalSection.AddTable(report, figures);
        }
        LocalizationSection.Add(report, recipe, run.Configuration.ValidationRows);
    }

    private static void LoadBest<TBatch>(TrainingRun run, IRecipe<TBatch> recipe)
    {
        var state = Checkpoint.ReadState(run.Folder.File(RunFolder.LastCheckpoint));
        var name = state.BestCheckpoints is [var best, ..] ? best.File : RunFolder.LastCheckpoint;
        Checkpoint.LoadModel(run.Folder.File(name), recipe.Model);
    }
}
