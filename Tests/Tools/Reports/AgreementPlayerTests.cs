using System.Text.Json;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Data.Images;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Reports;

/// <summary>The map that moves with the time of an ECG, as numbers, pictures and HTML.</summary>
public sealed class AgreementPlayerTests
{
    /// <summary>Five times of 0.4 s, maps of 2 × 3 places. Time 3 has the strongest colours: its last two places, 24 and 36.</summary>
    internal static AgreementOverTime Shown()
    {
        var pairwise = Enumerable.Range(0, 30).Select(i => 10.0 * (i / 6) + i % 2).ToArray();
        (pairwise[22], pairwise[23]) = (30 - 6, 30 + 6);
        double[] grey = [.. Enumerable.Range(0, 16).Select(i => i / 15.0)];
        float[] ecg = [.. Enumerable.Range(0, 12 * 1000).Select(i => MathF.Sin(i * 0.05f))];
        return new AgreementOverTime(ImageBuffer.Of(grey, 1, 4, 4), ecg, leads: 12, pairwise, (2, 3), seconds: 2);
    }

    [Test]
    public void Colours_are_relative_to_the_mean_of_the_time()
    {
        var shown = Shown();
        Assert.That((shown.Times, shown.Strongest), Is.EqualTo((5, 3)));
        Assert.That(shown.StepSeconds, Is.EqualTo(0.4).Within(1e-12));
        Assert.That(shown.Means, Is.EqualTo((double[])[0.5, 10.5, 20.5, 30 + 2.0 / 6, 40.5]).Within(1e-12));
        Assert.That(shown.Span, Is.EqualTo(6 + 2.0 / 6).Within(1e-12));
        Assert.That(shown.Shares(0), Is.EqualTo(shown.Shares(4)).Within(1e-12), "the level of a time has no colour");
        Assert.That(shown.Shares(0)[1], Is.EqualTo(0.5 / shown.Span).Within(1e-12));
        Assert.That((shown.Shares(3)[4], shown.Shares(3)[5]), Is.EqualTo((-1.0, (6 - 2.0 / 6) / shown.Span)).Within(1e-12));
        var (plain, mapped) = (shown.Image(), shown.Image(3));
        Assert.That(mapped[10, 10], Is.Not.EqualTo(plain[10, 10]));
        Assert.That(mapped[mapped.Width / 2, mapped.Height - 1].Blue, Is.GreaterThan(mapped[mapped.Width / 2, mapped.Height - 1].Red));
        Assert.That(mapped[mapped.Width - 1, mapped.Height - 1].Red, Is.GreaterThan(mapped[mapped.Width - 1, mapped.Height - 1].Blue));
    }

    [Test]
    public void The_animation_has_a_picture_for_each_time_and_plays_as_fast_as_the_ecg()
    {
        var png = Shown().Animation("pair");
        var control = png.AsSpan().IndexOf("acTL"u8);
        Assert.That(png[(control + 4)..(control + 8)], Is.EqualTo((byte[])[0, 0, 0, 5]));
        var first = png.AsSpan().IndexOf("fcTL"u8);
        // Sequence, width, height, x, y, then the delay as a fraction.
        Assert.That(png[(first + 24)..(first + 28)], Is.EqualTo((byte[])[400 >> 8, 400 & 255, 1000 >> 8, 1000 & 255]));
    }

    [Test]
    public void The_player_holds_the_maps_and_shows_one_time_without_scripts()
    {
        var html = new AgreementPlayer(Shown(), "a <caption>").ToHtml();
        Assert.That(html, Does.Contain("a &lt;caption&gt;").And.Contain("<noscript>").And.Contain("The picture shows 1.20 s"));
        Assert.That(html, Does.Contain("class=\"still\" alt=\"Cardiac MR image with the map at 1.20 s\""));
        Assert.That(html, Does.Contain("leads I, II, V2, V5").And.Contain("<div class=\"tools\" hidden>"));
        var (start, tag) = (html.IndexOf("<script", StringComparison.Ordinal), "<script type=\"application/json\">".Length);
        using var json = JsonDocument.Parse(html[(start + tag)..html.IndexOf("</script>", StringComparison.Ordinal)]);
        var map = json.RootElement.GetProperty("map").GetBytesFromBase64();
        Assert.That(map, Has.Length.EqualTo(30));
        Assert.That((sbyte)map[22], Is.EqualTo(-127));
        Assert.That(json.RootElement.GetProperty("means")[1].GetDouble(), Is.EqualTo(10.5));
        var page = new HtmlReport("t", "s");
        Assert.That(page.ToHtml(), Does.Not.Contain("<script"));
        page.Player(new AgreementPlayer(Shown(), "c"));
        Assert.That(page.ToHtml(), Does.Contain("prefers-reduced-motion"));
    }
}
