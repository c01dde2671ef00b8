using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Tools.Reports;
using NUnit.Framework;
using PuppeteerSharp;

namespace EcgCmrNative.Tests.Tools.Browser;

/// <summary>The player of a map over time: by keyboard, mouse and touch, on a telephone, with little motion and without scripts.</summary>
public sealed class AgreementPlayerInABrowserTests
{
    private const string Text = "document.querySelector('.times output').textContent";

    private TemporaryFolder _folder = null!;
    private ReportBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task MakePage()
    {
        _browser = await ReportBrowser.Start();
        _folder = new TemporaryFolder();
        var report = new HtmlReport("Agreement", "A pair.");
        report.Player(new AgreementPlayer(AgreementPlayerTests.Shown(), "Where they agree."));
        report.Write(_folder["page.html"]);
    }

    [OneTimeTearDown]
    public async Task CleanUp()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _folder?.Dispose();
    }

    [Test]
    public async Task It_stands_still_until_it_is_asked_to_play([Values(1280, 390)] int width, [Values] bool isDark)
    {
        await using var report = await _browser.Open(_folder["page.html"], width, isDark);
        // Longer than a step of 0.4 s.
        await Task.Delay(700);
        Assert.That(await report.Ask<string>(Text), Does.StartWith("1.20 s, mean cosine 30.333"));
        Assert.That(
            await report.Ask<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero);
        Assert.That(await report.Ask<bool>("document.querySelector('.times .still').offsetParent === null"), Is.True);
        Assert.That(await report.Ask<double>("document.querySelector('.times canvas').getBoundingClientRect().width"), Is.GreaterThan(200));
        Assert.That(report.Complaints, Is.Empty);
        Assert.That(report.Requests, Is.Empty);
    }

    [Test]
    public async Task The_time_moves_by_keyboard_by_touch_and_by_playing()
    {
        await using var report = await _browser.Open(_folder["page.html"], 390, isDark: false);
        await report.Page.FocusAsync(".times input");
        await report.Page.Keyboard.PressAsync("ArrowLeft");
        Assert.That(await report.Ask<string>(Text), Does.StartWith("0.80 s"));
        Assert.That(
            await report.Ask<string>("document.querySelector('.times input').getAttribute('aria-valuetext')"), Is.EqualTo("0.80 s"));
        Assert.That(await report.Ask<string>("document.querySelector('.times canvas').getAttribute('aria-label')"), Does.Contain("0.80 s"));
        Assert.That(await report.Ask<double>("Number(document.querySelector('.times rect').getAttribute('x'))"), Is.EqualTo(400));
        await report.Page.ClickAsync(".times .lead svg");
        Assert.That(await report.Ask<string>(Text), Does.StartWith("0.80 s"), "the middle of the trace");
        await report.Page.FocusAsync(".times button");
        await report.Page.Keyboard.PressAsync("Enter");
        Assert.That(await report.Ask<string>("document.querySelector('.times button').textContent"), Is.EqualTo("Pause"));
        await report.Page.WaitForFunctionAsync($"() => !{Text}.startsWith('0.80 s')");
        await report.Page.Keyboard.PressAsync("Enter");
        Assert.That(await report.Ask<string>("document.querySelector('.times button').textContent"), Is.EqualTo("Play"));
    }

    [Test]
    public async Task With_little_motion_it_plays_once_and_stops()
    {
        await using var report = await _browser.Open(_folder["page.html"], 1280, isDark: false);
        await report.Page.EmulateMediaFeaturesAsync(
            [new MediaFeatureValue { MediaFeature = MediaFeature.PrefersReducedMotion, Value = "reduce" }]);
        await report.Page.ClickAsync(".times button");
        await report.Page.WaitForFunctionAsync("() => document.querySelector('.times button').textContent === 'Play'");
        Assert.That(await report.Ask<string>(Text), Does.StartWith("1.60 s"), "the last time");
    }

    [Test]
    public async Task Without_scripts_one_time_is_shown_and_said()
    {
        await using var report = await _browser.Open(_folder["page.html"], 390, isDark: false);
        await report.Page.SetJavaScriptEnabledAsync(false);
        await report.Page.ReloadAsync();
        var box = await (await report.Page.QuerySelectorAsync(".times .still")).BoundingBoxAsync();
        Assert.That(box!.Width, Is.GreaterThan(200));
        Assert.That(await report.Page.GetContentAsync(), Does.Contain("The picture shows 1.20 s"));
        Assert.That(await (await report.Page.QuerySelectorAsync(".times .tools")).BoundingBoxAsync(), Is.Null, "controls that do nothing");
    }
}
