using System.Globalization;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Models.Evaluation.Maps;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>The report of <c>ecgcmr map</c>.</summary>
internal static class MapReport
{
    /// <summary>Makes the report. Points are named by their row: names of recordings stay in the table of coordinates.</summary>
    /// <param name="name">Name of the embeddings.</param>
    /// <param name="count">Embeddings, drawn or not.</param>
    /// <param name="width">Numbers of an embedding.</param>
    /// <param name="maps">The maps.</param>
    /// <param name="columns">What points can be coloured by.</param>
    /// <param name="chosen">The first; −1 for none.</param>
    /// <param name="seed">Seed of the draw.</param>
    public static HtmlReport Create(
        string name, int count, int width, EmbeddingMaps maps, IReadOnlyList<MapColumn> columns, int chosen, ulong seed)
    {
        var report = new HtmlReport(
            $"Maps of {name}",
            $"{count:N0} embeddings of {width:N0} numbers in two dimensions, by principal components (PCA) and by t-SNE.")
        {
            Origin = new ReportOrigin(seed),
        };
        if (maps.Rows.Count < count)
            report.Text($"{maps.Rows.Count:N0} of {count:N0} embeddings, drawn at random, are shown (--max-points).");
        report.Text(
            "PCA keeps large distances: the two directions in which embeddings differ most. t-SNE keeps neighbours; distances between "
            + "groups and the sizes of groups mean nothing, and groups may appear in data without any. Trustworthiness says how many "
            + "neighbours on the map are neighbours of the embeddings, continuity the reverse; 1 is perfect, a random map has about 0.5.");
        report.Table(
            ["map", "trustworthiness", "continuity"],
            maps.Maps.Select(map => (IReadOnlyList<string>)
                [Name(map.Method), Text(map.Quality.Trustworthiness), Text(map.Quality.Continuity)]),
            $"Quality of the maps, {maps.Neighbours} neighbours of each point");
        if (columns.Count > 0) report.ColourChoice([.. columns.Select(column => column.Name)], chosen);
        report.Plots(maps.Maps.Select(map => new MapFigure(
            map.Method == "pca"
                ? "Principal components"
                : $"t-SNE, perplexity {maps.Perplexity.ToString("G3", CultureInfo.InvariantCulture)}",
            $"{maps.Rows.Count:N0} points; trustworthiness {Text(map.Quality.Trustworthiness)}.", Axes(map), map.Coordinates, columns,
            chosen, maps.Rows, isFirst: map == maps.Maps[0])));
        return report;
    }

    /// <summary>A method as the field writes it.</summary>
    public static string Name(string method) => method == "pca" ? "PCA" : "t-SNE";

    private static (string, string) Axes(EmbeddingMap map) => map.ExplainedVariance is [var first, var second]
        ? ($"component 1 ({Percent(first)} of the variance)", $"component 2 ({Percent(second)})")
        : ("t-SNE 1", "t-SNE 2");

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
