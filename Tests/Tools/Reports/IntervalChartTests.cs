using System.Globalization;
using System.Xml.Linq;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Models.Evaluation;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Reports;

public sealed class IntervalChartTests
{
    [Test]
    public void Places_are_in_the_order_of_the_values_and_a_missing_one_is_said()
    {
        IntervalEntry[] entries =
        [
            new("low", new BootstrapInterval(0.4, 0.3, 0.5)), new("none", null),
            new("high", new BootstrapInterval(0.8, 0.7, 0.9), IsReference: true),
        ];
        var chart = new IntervalChart("AF & CAD", "auroc", entries) { Chance = 0.5 };
        var svg = XElement.Parse(chart.ToSvg());
        double[] places =
            [.. svg.Elements("circle").Select(dot => double.Parse(dot.Attribute("cx")!.Value, CultureInfo.InvariantCulture))];
        Assert.Multiple(() =>
        {
            Assert.That(places, Has.Length.EqualTo(2).And.Ordered);
            Assert.That(svg.Value, Does.Contain("no value"));
            Assert.That(svg.Attribute("aria-label")!.Value, Does.Contain("low: 0.4, from 0.3 to 0.5").And.Contain("none: no value"));
            Assert.That(svg.Elements("circle").Last().Attribute("class")!.Value, Does.Contain("reference"));
        });
    }

    [Test]
    public void Estimates_of_several_series_have_their_colours_and_a_name_for_readers_of_the_screen()
    {
        IntervalEntry[] entries =
        [
            new("AF", new BootstrapInterval(0.4, 0.3, 0.5)), new("AF", new BootstrapInterval(0.6, double.NaN, double.NaN), Series: 1),
        ];
        var svg = XElement.Parse(new IntervalChart("AUROC", "auroc", entries) { Legend = ["before", "after"] }.ToSvg());
        Assert.Multiple(() =>
        {
            Assert.That(svg.Elements("circle").Select(dot => dot.Attribute("class")!.Value), Is.EqualTo(["dot s1", "dot s2"]));
            Assert.That(svg.Elements("circle").Select(dot => dot.Value), Has.One.StartsWith("AF, before: 0.4, from 0.3 to 0.5"));
            Assert.That(svg.Elements("circle").Last().Value, Does.StartWith("AF, after: 0.6"));
            Assert.That(svg.Elements("text").Count(text => text.Value == "AF"), Is.EqualTo(1), "a name for both");
            // Two lines of the legend and one interval; the second estimate has none.
            Assert.That(svg.Elements("path").Count(path => path.Attribute("class")!.Value.StartsWith("line ")), Is.EqualTo(3));
            Assert.That(svg.ToString(), Does.Not.Contain("M NaN").And.Not.Contain("MNaN"));
        });
    }
}
