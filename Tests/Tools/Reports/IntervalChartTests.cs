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
        (string, BootstrapInterval?, bool)[] entries =
        [
            ("low", new BootstrapInterval(0.4, 0.3, 0.5), false), ("none", null, false),
            ("high", new BootstrapInterval(0.8, 0.7, 0.9), true),
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
}
