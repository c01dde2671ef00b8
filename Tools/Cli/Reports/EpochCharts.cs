using EcgCmrNative.Cli.Display;

namespace EcgCmrNative.Cli.Reports;

/// <summary>Charts and tables of a log's epochs: the parts that reports of all trainings share.</summary>
/// <param name="epochs">The metrics of every epoch.</param>
internal sealed class EpochCharts(IReadOnlyList<IReadOnlyDictionary<string, double>> epochs)
{
    /// <summary>A chart of some metrics over the epochs; those that the log does not have are left out.</summary>
    public LineChart Chart(string title, string yName, params IEnumerable<(string Name, string Metric)> lines) => new(
        title, "epoch", yName, [.. lines.Where(line => Has(line.Metric)).Select(line => Line(line.Name, line.Metric))]);

    /// <summary>The learning rate over the epochs.</summary>
    public LineChart LearningRate => Chart("Learning rate", "learning rate", ("learning rate", "train_lr"));

    /// <summary>A chart with horizontal dashed lines, as for chance, over the epochs that it shows.</summary>
    public static LineChart WithLevels(LineChart chart, IReadOnlyList<(string Name, double Value)> levels)
    {
        double[] epochs = [.. chart.Series.SelectMany(series => series.Points).Select(point => point.X)];
        return epochs.Length == 0 ? chart : chart with
        {
            Series =
            [
                .. chart.Series,
                .. levels.Where(level => double.IsFinite(level.Value)).Select(level =>
                    new ChartSeries(level.Name, [(epochs.Min(), level.Value), (epochs.Max(), level.Value)], Dashed: true)),
            ],
        };
    }

    /// <summary>The names in the log that begin in a certain way.</summary>
    public IReadOnlyList<string> Named(string prefix) =>
        [.. epochs.SelectMany(epoch => epoch.Keys).Distinct().Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];

    /// <summary>True where an epoch has the metric.</summary>
    public bool Has(string metric) => epochs.Any(epoch => epoch.ContainsKey(metric));

    /// <summary>A table with a row for each epoch.</summary>
    public void Table(HtmlReport report, IReadOnlyList<MetricColumn> columns)
    {
        report.Section("Epochs");
        var shown = columns.Where(column => Has(column.Metric)).ToArray();
        report.Table(["epoch", .. shown.Select(column => column.Head)], epochs.Select(epoch => (IReadOnlyList<string>)
            [$"{epoch["epoch"] + 1:F0}", .. shown.Select(column => column.Of(epoch))]));
    }

    private ChartSeries Line(string name, string metric) => new(
        name, [.. epochs.Where(epoch => epoch.ContainsKey(metric)).Select(epoch => (epoch["epoch"] + 1, epoch[metric]))]);
}
