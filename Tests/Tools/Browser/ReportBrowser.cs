using NUnit.Framework;
using PuppeteerSharp;

namespace EcgCmrNative.Tests.Tools.Browser;

/// <summary>An installed Chromium without a window, Debian's chromium for one; tests that ask for it skip without it.</summary>
internal sealed class ReportBrowser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly IBrowser _browser;

    private ReportBrowser(IBrowser browser) => _browser = browser;

    /// <summary>Starts the browser.</summary>
    public static async Task<ReportBrowser> Start()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (path is null) Assert.Ignore("needs Chromium; on Debian install chromium");
        return new ReportBrowser(await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            // A container has no user namespaces, and little shared memory; pages are those of this program.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        }));
    }

    /// <summary>Opens a report and waits until its charts are drawn.</summary>
    /// <param name="file">The file.</param>
    /// <param name="width">Width of the window in pixels.</param>
    /// <param name="isDark">True for a reader who prefers dark pages.</param>
    public async Task<OpenReport> Open(string file, int width, bool isDark)
    {
        var page = await _browser.NewPageAsync();
        var report = new OpenReport(page);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.EmulateMediaFeaturesAsync(
        [
            new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = isDark ? "dark" : "light" },
        ]);
        await page.GoToAsync(new Uri(Path.GetFullPath(file)).AbsoluteUri);
        await page.WaitForFunctionAsync("() => !document.querySelector('.plot') || document.documentElement.dataset.drawn === 'true'");
        return report;
    }

    public async ValueTask DisposeAsync() => await _browser.CloseAsync();
}

/// <summary>A report in the browser, with what the browser complained of and asked for.</summary>
internal sealed class OpenReport : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    public OpenReport(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Message.Type is ConsoleType.Error or ConsoleType.Warning) _complaints.Add(message.Message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error.Message);
        page.Request += (_, request) => _requests.Add(request.Request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>What was loaded from anywhere but the page itself.</summary>
    public IEnumerable<string> Requests => _requests.Skip(1).Where(url => !url.StartsWith("data:", StringComparison.Ordinal)
        && !url.StartsWith("blob:", StringComparison.Ordinal));

    /// <summary>The value of an expression.</summary>
    public Task<T> Ask<T>(string expression) => Page.EvaluateExpressionAsync<T>(expression);

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
