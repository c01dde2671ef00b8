using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Training;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

public sealed class TrainingDisplayTests
{
    private const int Columns = 80;

    private static IEnumerable<TestCaseData> Tables() =>
    [
        new TestCaseData(EpochColumns.MaskedModelling).SetName("masked modelling"),
        new TestCaseData(EpochColumns.Contrastive).SetName("contrastive learning"),
    ];

    /// <summary>Also with a loss of tens of thousands, as Barlow Twins begins with.</summary>
    [TestCaseSource(nameof(Tables))]
    public void ATableOfEpochsFits80Columns(IReadOnlyList<object> columns)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error);
        ProgressDisplay.Run(terminal, "train", progress =>
        {
            var display = new TrainingDisplay(terminal, progress, [.. columns.Cast<MetricColumn>()]);
            foreach (var loss in (double[])[0.12345, 12345.678])
                display.Epoch(new TrainingEpoch(
                    998, columns.Cast<MetricColumn>().ToDictionary(column => column.Metric, column => column.Metric.EndsWith("loss") ? loss
                        : column.Metric == "train_seconds" ? 98765.4 : column.Metric == "train_lr" ? 1e-5 : -0.5), true));
        });
        var lines = error.ToString().TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines.Where(line => line.Length > Columns), Is.Empty);
        Assert.That(lines.Select(line => line.Replace("  best", "", StringComparison.Ordinal).Length).Distinct(), Has.Exactly(1).Items);
    }
}
