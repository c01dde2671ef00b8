using EcgCmrNative.Cli.Drawing;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Drawing;

public sealed class CanvasTests
{
    [Test]
    public void ALineCoversItsWidthAndNoMore()
    {
        var canvas = new Canvas(20, 11, Rgb.White);
        canvas.Line([(2, 5.5), (18, 5.5)], 3, new Rgb(0, 0, 0));
        Assert.Multiple(() =>
        {
            Assert.That(canvas[10, 5], Is.EqualTo(new Rgb(0, 0, 0)));
            Assert.That(canvas[10, 4], Is.EqualTo(new Rgb(0, 0, 0)));
            Assert.That(canvas[10, 2], Is.EqualTo(Rgb.White));
            Assert.That(canvas[10, 8], Is.EqualTo(Rgb.White));
        });
    }

    [Test]
    public void ALineThatCrossesItselfIsNoDarkerThere()
    {
        var canvas = new Canvas(20, 20, Rgb.White);
        canvas.Line([(10, 2), (10, 18), (10, 2)], 0.5, new Rgb(0, 0, 0));
        var once = new Canvas(20, 20, Rgb.White);
        once.Line([(10, 2), (10, 18)], 0.5, new Rgb(0, 0, 0));
        Assert.That(canvas[10, 10], Is.EqualTo(once[10, 10]));
    }

    [Test]
    public void WhatLiesOutsideIsCutOff()
    {
        var canvas = new Canvas(8, 8, Rgb.White);
        canvas.Line([(-50, -50), (-20, 90)], 3, Rgb.Black);
        canvas.Fill(-10, 100, 500, 500, Rgb.Black);
        Assert.That(Enumerable.Range(0, 64).Select(i => canvas[i % 8, i / 8]), Is.All.EqualTo(Rgb.White));
    }

    [Test]
    public void EveryPrintableCharacterLeavesInk()
    {
        for (var character = '!'; character <= '~'; character++)
        {
            var canvas = new Canvas(24, 32, Rgb.White);
            canvas.Text(character.ToString(), 6, 20, 12, Rgb.Black);
            Assert.That(Enumerable.Range(0, 24 * 32).Any(i => canvas[i % 24, i / 24] != Rgb.White), $"'{character}'");
        }
    }
}
