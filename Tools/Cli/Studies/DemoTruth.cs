using EcgCmrNative.Cli.Explanations;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Studies;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Studies;

/// <summary>The maps of a study of virtual people, beside what is known of their hearts.</summary>
internal static class DemoTruth
{
    /// <summary>The file with the numbers.</summary>
    public const string FileName = "maps.json";

    /// <summary>
    /// People whose maps are compared: enough for intervals of those with a territory, and 10 s on two cores for the encoder of the demo.
    /// </summary>
    private const int People = 20;

    /// <summary>
    /// Adds the section, and writes <see cref="FileName"/>: the last arm of ECGs of a task and the last run of pairs, for test people.
    /// Nothing for people whose hearts are not known.
    /// </summary>
    /// <param name="report">The page.</param>
    /// <param name="device">Computes the maps.</param>
    /// <param name="folder">The folder of the study.</param>
    /// <param name="results">What the study made.</param>
    /// <param name="cancellation">Stops between people.</param>
    public static void Add(HtmlReport report, Device device, string folder, StudyResults results, CancellationToken cancellation)
    {
        if (results.Study.Data.Subjects is null) return;
        var cohort = VirtualCohortFolder.Open(Path.Combine(folder, StudyStores.CohortFolder));
        var records = results.Stores.Ecgs.Records;
        var people = MapTruths.Choose(
            results.Stores.HeldOut(records).Test.Select(row => records[row].Patient).Distinct(), cohort, People);
        var views = new List<MapTruthView>();
        // The task of a disease whose territory is known, else the first.
        var cell = results.Study.Tasks.Select(task => results.Cells.LastOrDefault(cell =>
            cell.Model is not null && cell.Cell.Task.Name == task.Name && cell.Cell.Arm.Modality == Modality.Ecg))
            .OfType<StudyCellResult>()
            .OrderByDescending(cell => cell.Cell.Task.Targets.Contains(MapTruthView.CoronaryArteryDisease)).FirstOrDefault();
        if (cell is not null)
        {
            using var predictor = EcgPredictor.Load(device, cell.Model!);
            views.Add(MapTruths.OfPrediction(
                predictor, MapTruths.Target(predictor), people, AttributionMethod.IntegratedGradients, cancellation));
        }
        if (results.PreTrainings.LastOrDefault(run => run.Configuration.Recipe == ContrastiveRecipes.Multimodal) is { } pairs)
            views.Add(MapTruths.OfPairs(
                PairModel.Load(device, pairs.Folder), people, results.Stores.Images!.Manifest.Preparation, cancellation));
        if (views.Count == 0) return;
        MapTruthSection.Add(
            report,
            $"{people.Count} people of the test set, half of them with an ischaemic territory if there are as many, by the models of the "
            + "last arm.", views);
        FileSystem.Disk.WriteAtomically(Path.Combine(folder, FileName), stream => stream.Write(MapTruthView.Json(views)));
    }
}
