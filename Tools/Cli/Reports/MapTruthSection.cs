using EcgCmrNative.Cli.Views;

namespace EcgCmrNative.Cli.Reports;

/// <summary>Maps of virtual people beside what is known of their hearts.</summary>
internal static class MapTruthSection
{
    /// <summary>Adds tables with the verdicts in words.</summary>
    /// <param name="report">The page.</param>
    /// <param name="people">Who the people are.</param>
    /// <param name="views">The maps.</param>
    public static void Add(HtmlReport report, string people, IReadOnlyList<MapTruthView> views)
    {
        report.Section("Maps beside the known hearts");
        report.Text($"{people} {MapTruthView.Meaning}");
        foreach (var view in views)
        {
            report.Subsection(view.Name);
            foreach (var verdict in view.Verdicts()) report.Text(verdict.Text);
            report.Table(MapTruthView.Heads, view.Cells(), $"{view.Name}: importance and chance");
        }
    }
}
