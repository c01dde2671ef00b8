using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Reports.Provenance;

/// <summary>Some of the rows of the data.</summary>
/// <param name="Name">What they are for, such as <c>training</c>.</param>
/// <param name="Rows">The rows.</param>
internal sealed record DataPart(string Name, IReadOnlyList<int> Rows);

/// <summary>What the data of a report are: recordings, people, leads, rate, labels of each part, and what was assumed.</summary>
/// <param name="Stores">Where the recordings are.</param>
/// <param name="LabelNames">The labels of the records.</param>
/// <param name="Records">Recordings of one store, or people with a pair.</param>
/// <param name="Parts">What the rows are used for.</param>
internal sealed record DataCard(
    IReadOnlyList<PreparedStore> Stores, IReadOnlyList<string> LabelNames, IReadOnlyList<CohortRecord> Records,
    IReadOnlyList<DataPart> Parts)
{
    /// <summary>Labels of the card; a study of the paper has more.</summary>
    private const int MostLabels = 30;

    /// <summary>The labels that matter to the report; sex and age are added.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>True if the records are people with a pair of ECG and image.</summary>
    public bool IsOfPairs { get; init; }

    /// <summary>What else was assumed: of what, and what.</summary>
    public IReadOnlyList<(string Of, string What)> Assumptions { get; init; } = [];

    /// <summary>The data of a run on one store.</summary>
    public static DataCard Of(PreparedStore store, RunConfiguration configuration) =>
        Of([store], store.Manifest.LabelNames, store.Records, configuration);

    /// <summary>The data of a run on pairs.</summary>
    public static DataCard Of(PairedCohort cohort, RunConfiguration configuration) =>
        Of([cohort.Ecgs, cohort.Images], cohort.LabelNames, cohort.Records, configuration) with { IsOfPairs = true };

    /// <summary>The parts of rows that are split.</summary>
    public static IReadOnlyList<DataPart> Split(int count, HeldOutRows held) =>
    [
        new("training", [.. Enumerable.Range(0, count).Except(held.Validation).Except(held.Test)]), new("validation", held.Validation),
        .. held.Test.Count > 0 ? [new DataPart("test", held.Test)] : Array.Empty<DataPart>(),
    ];

    /// <summary>Adds the card.</summary>
    public void AddTo(HtmlReport report)
    {
        report.Subsection("Data");
        foreach (var store in Stores)
            report.Table(["", "value"], Facts(store), store is EcgStore ? "Prepared ECGs" : "Prepared cardiac MR images");
        string[] shown = [.. Shown()];
        report.Table(
            ["", .. Parts.Select(part => part.Name)],
            [
                Row(
                    IsOfPairs ? "pairs of ECG and image" : Stores[0] is EcgStore ? "recordings" : "images",
                    part => $"{part.Rows.Count:N0}"),
                Row("people", part => $"{People(part.Rows.Select(row => Records[row].Patient)):N0}"),
                .. shown.Take(MostLabels).Select(label => Row(Heading(label), part => Cell(label, part))),
            ],
            "People and labels of each part");
        var others = LabelNames.Count - Math.Min(shown.Length, MostLabels);
        report.Text(
            "Of classes the cell has the positive cases, those with a known value and the prevalence; of numbers mean ± standard deviation "
            + $"and those with a known value.{(others > 0 ? $" The data have {others:N0} more labels." : "")}");
        report.Table(["of", "assumed"], Assumed(), "What was assumed");
    }

    private static DataCard Of(
        IReadOnlyList<PreparedStore> stores, IReadOnlyList<string> labels, IReadOnlyList<CohortRecord> records,
        RunConfiguration configuration)
    {
        var parts = Split(records.Count, new HeldOutRows(configuration.ValidationRows, configuration.TestRows));
        // With a share of the labels, only some people are trained on.
        if (configuration is FineTuningConfiguration fineTuning)
            parts = [parts[0] with { Rows = fineTuning.LabelledRows(records) }, .. parts.Skip(1)];
        return new DataCard(stores, labels, records, parts)
        {
            Labels = configuration.LearnedLabels,
            Assumptions =
            [
                .. configuration is FineTuningConfiguration { Options.Targets: var targets }
                    ? targets.Select(target => (target.Name, ModelCardView.Kind(target)))
                    : [],
                .. configuration.StartingWeights.SelectMany(AssumedInput.In).Select(found => (
                    $"weights {found.File}",
                    $"the file does not say how its {found.Data} were prepared; {AssumedInput.Published}")),
            ],
        };
    }

    private static IEnumerable<IReadOnlyList<string>> Facts(PreparedStore store)
    {
        yield return [store is EcgStore ? "windows of recordings" : "images", $"{store.Count:N0}"];
        yield return ["people", $"{People(store.Rows.Select(row => row.Patient)):N0}"];
        if (store is EcgStore ecgs)
        {
            var preparation = ecgs.Manifest.Preparation;
            yield return ["leads", string.Join(", ", ecgs.Manifest.Leads)];
            yield return ["sampling rate", Invariant($"{preparation.SamplingRateHz:0.###} Hz")];
            yield return ["length", Invariant($"{ecgs.Length / preparation.SamplingRateHz:0.###} s, {ecgs.Length:N0} samples")];
            yield return ["baseline and outliers", preparation.Cleaning is null ? "not removed" : "removed"];
            yield return ["normalisation, mean 0 and deviation 1", preparation.Normalization switch
            {
                LeadNormalization.GroupWise => "of I to III, of aVR to aVF, and of V1 to V6 together",
                LeadNormalization.SampleWise => "of all leads together",
                LeadNormalization.ChannelWise => "of every lead on its own",
                _ => "none: millivolts",
            }];
            yield return
            [
                "with defects as recorded",
                $"{ecgs.Rows.Count(row => row.EinthovenViolated || row.Defects.Any(defects => defects != LeadDefects.None)):N0}",
            ];
        }
        else
        {
            yield return ["pixels", StoreView.Describe(store.Manifest)];
        }
        yield return ["could not be prepared, left out", $"{store.Manifest.Failures.Count:N0}"];
    }

    /// <summary>The labels that matter, then sex and age.</summary>
    private IEnumerable<string> Shown() => Labels.Concat(LabelNames.Where(name => IsSex(name) || IsAge(name))).Distinct()
        .Where(LabelNames.Contains);

    private static bool IsSex(string name) => name.Equals("sex", StringComparison.OrdinalIgnoreCase);

    private static bool IsAge(string name) => name.Equals("age", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("age_", StringComparison.OrdinalIgnoreCase);

    private string Heading(string label) => IsSex(label) && Summary(label, null).IsBinary ? $"{label} = 1" : label;

    private LabelSummary Summary(string label, DataPart? part)
    {
        var column = LabelNames.ToList().IndexOf(label);
        return LabelSummary.Of((part?.Rows ?? [.. Enumerable.Range(0, Records.Count)]).Select(row => Records[row].Labels[column]));
    }

    private string Cell(string label, DataPart part)
    {
        var of = Summary(label, part);
        if (of.Known == 0) return "not known";
        // What is a class is decided by all parts: a small one may lack a value.
        return Summary(label, null).IsBinary
            ? Invariant($"{of.Ones:N0} of {of.Known:N0} ({of.Mean:P1})")
            : Invariant($"{of.Mean:G4}{(of.Known > 1 ? Invariant($" ± {of.Deviation:G3}") : "")}, n {of.Known:N0}");
    }

    private IEnumerable<IReadOnlyList<string>> Assumed()
    {
        foreach (var (of, what) in Assumptions) yield return [of, what];
        if (Records.Count == People(Records.Select(record => record.Patient)))
            yield return ["people", IsOfPairs ? "a pair for each person" : "every recording is of another person: the names differ"];
        foreach (var label in Shown().Where(IsSex)) yield return [label, "words become 1 for male, 0 for female; numbers are kept"];
        foreach (var store in Stores)
        {
            if (store is EcgStore ecgs)
            {
                yield return ["ECGs with missing leads", ecgs.Manifest.Preparation.MissingLeads switch
                {
                    MissingLeads.Derive => "limb leads are derived from two others",
                    MissingLeads.Zero => "missing leads are zeros",
                    _ => "refused",
                }];
                yield return ["ECGs of another length", ecgs.Manifest.Preparation.LengthPolicy switch
                {
                    LengthPolicy.CropOrPad => "cut, or padded with zeros, at the end",
                    LengthPolicy.Split => "cut into windows",
                    _ => "refused",
                }];
            }
            else if (store is ImageStore images)
            {
                yield return
                [
                    "studies with missing phases",
                    images.Manifest.Preparation.MissingPhases == MissingPhases.Repeat ? "the nearest phase is repeated" : "refused",
                ];
            }
        }
    }

    private IReadOnlyList<string> Row(string name, Func<DataPart, string> cell) => [name, .. Parts.Select(cell)];

    private static int People(IEnumerable<string> people) => people.Distinct(StringComparer.Ordinal).Count();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
