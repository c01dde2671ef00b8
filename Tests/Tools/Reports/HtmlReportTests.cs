using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Reports;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Reports;

public sealed class HtmlReportTests
{
    [Test]
    public void NeedsNothingFromOutside()
    {
        var html = Example("A title", "A summary").ToHtml();
        Assert.That(html, Does.Not.Contain("http:").And.Not.Contain("https:").And.Not.Contain("<link").And.Not.Contain("@import"));
        Assert.That(html, Does.Not.Contain("<script"), "no chart of it needs one");
        Assert.That(html, Does.Contain("Content-Security-Policy").And.Contain("default-src 'none'"));
        Assert.That(html, Does.Contain("data:image/png;base64,iVBOR").And.Contain("<svg"));
    }

    [Test]
    public void TextIsNeverMarkup()
    {
        var html = Example("<b>bold</b>", "a < b & c").ToHtml();
        Assert.That(html, Does.Contain("&lt;b&gt;bold&lt;/b&gt;").And.Contain("a &lt; b &amp; c").And.Not.Contain("<b>bold"));
    }

    [Test]
    public void EveryTickOfAnAxisIsRoundAndInside()
    {
        var axis = ChartAxis.For([0.0312, 0.4871, double.NaN]);
        Assert.That(axis.Ticks.Select(axis.Text), Is.EqualTo(new[] { "0.0", "0.1", "0.2", "0.3", "0.4", "0.5" }));
        Assert.That(axis.Ticks.Select(axis.Share), Is.All.InRange(-1e-9, 1 + 1e-9));
    }

    [TestCase(new double[0])]
    [TestCase(new[] { 0.0 })]
    [TestCase(new[] { 3.5, 3.5 })]
    [TestCase(new[] { double.NaN, double.PositiveInfinity })]
    public void AChartOfHardlyAnythingHasFiniteCoordinates(double[] values)
    {
        var svg = new LineChart("t", "x", "y", [new ChartSeries("s", [.. values.Select((value, i) => ((double)i, value))])]).ToSvg();
        Assert.That(svg, Does.Not.Contain("NaN").And.Not.Contain("Infinity").And.Not.Contain("∞"));
    }

    [Test]
    public void ALegendThatIsTooLongForALineHasSeveral()
    {
        ChartSeries[] series = [.. Enumerable.Range(0, 6).Select(i => new ChartSeries($"a rather long name {i}", [(1, i), (2, i)]))];
        var svg = new LineChart("t", "x", "y", series).ToSvg();
        var rows = System.Text.RegularExpressions.Regex.Matches(svg, "y=\"(\\d+)\" text-anchor=\"start\" class=\"legend\"")
            .Select(match => match.Groups[1].Value).Distinct();
        Assert.That(rows.Count(), Is.EqualTo(3), "two names in a line of 440");
    }

    [Test]
    public void TheFooterSaysWhereAReportComesFrom()
    {
        var report = Example("t", "s");
        report.Origin = new ReportOrigin(17, ReportOrigin.People(20, 0));
        Assert.That(report.ToHtml(), Does.Contain("<dt>Seed</dt><dd>17</dd>").And.Contain("<dd>20 for validation; no test set</dd>"));
        Assert.That(
            report.ToHtml(),
            Does.Match(@"<dt>Program</dt><dd>ecgcmr \d+\.\d+\.\d+</dd>").And.Match(@"<dt>Date</dt><dd>\d{4}-\d\d-\d\d"));
    }

    private static HtmlReport Example(string title, string summary)
    {
        var report = new HtmlReport(title, summary);
        report.Section(title);
        report.Text(summary);
        report.Code(summary);
        report.Figures((title, summary));
        report.Charts(new LineChart(title, summary, title, [new ChartSeries(summary, [(1, 2), (2, 3)])]));
        report.Picture(new Canvas(4, 4, Rgb.White), title);
        report.Table([title], [[summary]]);
        return report;
    }
}
