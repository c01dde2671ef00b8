using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Recordings;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>A prepared store on the terminal. All rows are compared with their checksums.</summary>
internal static class StoreView
{
    private const int FailuresShown = 20;

    public static void Write(Terminal terminal, PreparedStore store, CancellationToken cancellation)
    {
        store.Verify(cancellation);
        var rows = store.Rows;
        var facts = new FactList
        {
            { "rows", $"{store.Count:N0} of {Describe(store.Manifest)}; checksums agree" },
            { "people", $"{rows.Select(row => row.Patient).Distinct().Count():N0}" },
            {
                "folds", string.Join(", ", rows.Select(row => row.Fold).OfType<int>().CountBy(fold => fold).OrderBy(fold => fold.Key)
                    .Select(fold => $"{fold.Key}: {fold.Value}"))
            },
        };
        if (store is EcgStore ecgs)
        {
            facts.Add(
                "with defects",
                $"{ecgs.Rows.Count(row => row.EinthovenViolated || row.Defects.Any(defects => defects != LeadDefects.None)):N0} rows");
            facts.Add("preparation", ecgs.Manifest.Preparation.ToJson());
        }
        else if (store is ImageStore images)
        {
            facts.Add("preparation", images.Manifest.Preparation.ToJson());
        }
        facts.Write(terminal);
        if (store.Manifest.LabelNames.Count > 0) terminal.Write(Labels(store));
        WriteFailures(terminal, store.Manifest.Failures);
    }

    /// <summary>What one row of a store is.</summary>
    public static string Describe(PreparedManifest manifest) => manifest switch
    {
        EcgManifest ecgs => $"{ecgs.Leads.Count} leads × {ecgs.Length} samples at {ecgs.Preparation.SamplingRateHz:0.###} Hz",
        _ => $"{string.Join(" × ", manifest.RowShape)} pixels: end-diastole, mid-systole, end-systole",
    };

    /// <summary>What could not be prepared, and why.</summary>
    public static void WriteFailures(Terminal terminal, IReadOnlyList<PreparationFailure> failures)
    {
        if (failures.Count == 0) return;
        terminal.Write($"{failures.Count} could not be prepared and are not in the store:");
        foreach (var failure in failures.Take(FailuresShown)) terminal.Write($"  {failure.Record}: {failure.Reason}");
        if (failures.Count > FailuresShown) terminal.Write($"  and {failures.Count - FailuresShown} more; manifest.json lists all");
    }

    private static Table Labels(PreparedStore store)
    {
        var table = Cell.Table("label", "known", "equal to 1", "lowest", "highest");
        for (var i = 0; i < store.Manifest.LabelNames.Count; i++)
        {
            var column = i;
            var values = LabelSummary.Of(store.Rows.Select(row => row.Labels[column]));
            table.AddRow(
                Cell.Text(store.Manifest.LabelNames[i]), Cell.Whole(values.Known), Cell.Whole(values.Ones),
                Cell.Right(values.Known == 0 ? "" : $"{values.Lowest:G4}"), Cell.Right(values.Known == 0 ? "" : $"{values.Highest:G4}"));
        }
        return table;
    }
}
