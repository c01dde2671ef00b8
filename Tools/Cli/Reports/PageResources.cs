using System.Text;

namespace EcgCmrNative.Cli.Reports;

/// <summary>Style and scripts of reports, which are part of this assembly.</summary>
internal static class PageResources
{
    /// <summary>The style of every report.</summary>
    public static string Style => Read("report.css");

    /// <summary>Sorts and filters tables.</summary>
    public static string TableScript => Read("table.js");

    /// <summary>Moves a map over an image with the time.</summary>
    public static string PlayerScript => Read("player.js");

    /// <summary>
    /// The chart library (plotly.js, basic bundle, MIT) with its notice, and what draws with it. About a megabyte: for reports that need
    /// it.
    /// </summary>
    public static IReadOnlyList<string> PlotScripts => [Read("plotly.js"), Read("plot.js")];

    private static string Read(string name)
    {
        using var stream = typeof(PageResources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource {name} is missing");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
