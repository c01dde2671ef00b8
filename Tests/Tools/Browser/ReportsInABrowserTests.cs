using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Evaluation.Verdicts;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Browser;

/// <summary>
/// Reports as a browser shows them: no complaint, nothing loaded, charts drawn, no scrolling to the side, on a screen and on a telephone,
/// light and dark, by keyboard.
/// </summary>
public sealed class ReportsInABrowserTests
{
    private static readonly string[] Reports =
        ["plain", "run/report", "evaluation", "predictions", "map", "probe", "retrieval", "pairs/report", "study/report"];

    private TemporaryFolder _folder = null!;
    private ReportBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task MakeReports()
    {
        _browser = await ReportBrowser.Start();
        _folder = new TemporaryFolder();
        Plain().Write(_folder["plain.html"]);
        Done("cohort", "synthesize", "--subjects", "70", "--seed", "3", "--out", _folder["cohort"]);
        Done("prepare", "--ecg", _folder["cohort/ecg"], "--out", _folder["ecgs"], "--rate", "100");
        Done(
            "finetune", "--ecg", _folder["ecgs"], "--target", "LVM_g,sex", "--out", _folder["run"], "--ecg-preset", "pluto",
            "--window", "200", "--epochs", "1", "--batch-size", "16", "--validation", "0.35", "--test", "0.35");
        Done(
            "evaluate", "--model", _folder["run"], _folder["run/model.safetensors"], "--ecg", _folder["ecgs"], "--allow-seen", "--group",
            "sex", "--resamples", "100", "--report", _folder["evaluation.html"]);
        File.WriteAllBytes(_folder["cohort/ecg/V3_000005.dat"], [1, 2, 3]);
        var predicted = CommandRun.Of(
            "predict", "--model", _folder["run"], "--ecg", _folder["cohort/ecg"], "--out", _folder["predictions.csv"],
            "--report", _folder["predictions.html"]);
        Assert.That(predicted.ExitCode, Is.EqualTo(1), "one recording is damaged");
        Done("embed", "--weights", _folder["run"], "--ecg", _folder["ecgs"], "--out", _folder["emb.npy"]);
        Done(
            "map", "--embeddings", _folder["emb.npy"], "--labels", _folder["cohort/subjects.csv"], "--colour", "sex",
            "--out", _folder["map.html"]);
        MakeReportsOfPairs();
    }

    private void MakeReportsOfPairs()
    {
        string[] split = ["--validation", "0.35", "--test", "0.35"];
        Done("prepare", "--cmr", _folder["cohort/cmr"], "--out", _folder["images"], "--image-size", "48");
        Done(
        [
            "pretrain", "mmcl", "--ecg", _folder["ecgs"], "--cmr", _folder["images"], "--out", _folder["pairs"], "--ecg-preset", "pluto",
            "--window", "200", "--cmr-preset", "resnet18-narrow8", "--image-size", "32", "--hidden", "16", "--projection", "8",
            "--epochs", "1", "--batch-size", "8", "--warmup-epochs", "0", .. split,
        ]);
        Done(
            "retrieve", "--weights", _folder["pairs"], "--ecg", _folder["ecgs"], "--cmr", _folder["images"], "--report",
            _folder["retrieval.html"]);
        Done(
        [
            "probe", "--weights", $"run={_folder["run"]}", $"pairs={_folder["pairs"]}", "--ecg", _folder["ecgs"],
            "--labels", "LVM_g,LVEDV_mL,sex", "--resamples", "100", "--report", _folder["probe.html"], .. split,
        ]);
        File.WriteAllText(_folder["study.json"], $$"""
            {
              "Name": "arms", "Data": {"Ecg": "{{_folder["ecgs"]}}", "Validation": 0.35, "Test": 0.35},
              "Arms": [{"Name": "scratch"}, {"Name": "scratch with another name that is long"}],
              "Tasks": [{"Name": "sex", "Targets": ["sex"]}, {"Name": "mass", "Targets": ["LVM_g"]}],
              "Readouts": [{"Name": "probe", "IsProbe": true, "Settings": {"Ecg": {"Preset": "pluto", "Window": 200} } }]
            }
            """);
        Done("study", "run", _folder["study.json"], "--out", _folder["study"], "--threads", "1");
    }

    [OneTimeTearDown]
    public async Task CleanUp()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _folder?.Dispose();
    }

    [Test]
    public async Task A_report_is_drawn_without_complaint_and_fits(
        [ValueSource(nameof(Reports))] string name, [Values(1280, 390)] int width, [Values] bool isDark)
    {
        await using var report = await _browser.Open(_folder[$"{name}.html"], width, isDark);
        var charts = await report.Ask<int>("document.querySelectorAll('svg.chart path.line, .plot .main-svg .trace').length");
        var overflow = await report.Ask<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        var luminance = await report.Ask<double>(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)"
            + ".reduce((sum, part) => sum + Number(part), 0) / 765");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Complaints, Is.Empty);
            Assert.That(report.Requests, Is.Empty);
            Assert.That(charts, Is.GreaterThan(0));
            Assert.That(overflow, Is.Zero, "the page scrolls to the side");
            Assert.That(luminance, isDark ? Is.LessThan(0.2) : Is.GreaterThan(0.8));
        }
    }

    [Test]
    public async Task Everything_has_a_name_for_readers_of_the_screen([ValueSource(nameof(Reports))] string name)
    {
        await using var report = await _browser.Open(_folder[$"{name}.html"], 1280, isDark: false);
        var nameless = await report.Ask<string[]>(
            """
            [...document.querySelectorAll('svg.chart, .plot .canvas, .scroll, img')]
              .filter(part => !(part.getAttribute('aria-label') || part.getAttribute('alt')))
              .concat([...document.querySelectorAll('th')].filter(head => !head.scope))
              .concat([...document.querySelectorAll('input, select')].filter(part => !part.labels.length && !part.closest('label')))
              .map(part => part.outerHTML.slice(0, 80))
            """);
        Assert.That(nameless, Is.Empty);
        Assert.That(await report.Ask<string>("document.querySelector('footer').innerText"), Does.Contain("ecgcmr").And.Contain("UTC"));
    }

    [Test]
    public async Task A_table_is_filtered_and_sorted_by_keyboard()
    {
        await using var report = await _browser.Open(_folder["predictions.html"], 1280, isDark: false);
        await report.Page.FocusAsync(".sortable input");
        await report.Page.Keyboard.TypeAsync("V3_00001");
        Assert.That(await report.Ask<string>("document.querySelector('.sortable output').textContent"), Is.EqualTo("10 of 69 rows"));
        await report.Page.FocusAsync(".sortable th:nth-child(3) button");
        await report.Page.Keyboard.PressAsync("Enter");
        const string Shown = "[...document.querySelectorAll('.sortable tbody')[0].rows].filter(row => !row.hidden)"
            + ".map(row => parseFloat(row.cells[2].textContent))";
        Assert.That(await report.Ask<double[]>(Shown), Has.Length.EqualTo(10).And.Ordered);
        await report.Page.Keyboard.PressAsync("Enter");
        Assert.That(await report.Ask<double[]>(Shown), Has.Length.EqualTo(10).And.Ordered.Descending);
    }

    [Test]
    public async Task An_ECG_is_zoomed_and_its_leads_are_switched_off()
    {
        await using var report = await _browser.Open(_folder["predictions.html"], 1280, isDark: false);
        const string Viewer = "[...document.querySelectorAll('.plot')].find(plot => plot.querySelector('select.recording'))";
        const string Seconds = $"(range => range[1] - range[0])({Viewer}.querySelector('.canvas')._fullLayout.xaxis.range)";
        var before = await report.Ask<double>(Seconds);
        await report.Ask<object>($"{Viewer}.querySelector('button[data-act=in]').click()");
        Assert.That(await report.Ask<double>(Seconds), Is.EqualTo(before / 2).Within(1e-6 * before));
        Assert.That(await report.Ask<int>($"{Viewer}.querySelector('.canvas').data.length"), Is.EqualTo(12));
        await report.Ask<object>($"{Viewer}.querySelector('input[data-lead=\"1\"]').click()");
        Assert.That(
            await report.Ask<string[]>($"{Viewer}.querySelector('.canvas').data.map(trace => trace.name)"),
            Has.Length.EqualTo(11).And.None.EqualTo("II"));
        // The signal arrives whole: a heartbeat is far above the deviation that it is normalised by.
        Assert.That(await report.Ask<double>($"Math.max(...{Viewer}.querySelector('.canvas').data[0].y)"), Is.InRange(1, 100));
    }

    [Test]
    public async Task A_study_draws_the_curves_of_all_arms_and_tells_who_a_prediction_is_of()
    {
        await using var report = await _browser.Open(_folder["study/report.html"], 1280, isDark: false);
        const string Plots = "[...document.querySelectorAll('.plot .canvas')]";
        Assert.That(
            await report.Ask<string[]>($"{Plots}.map(plot => plot.getAttribute('aria-label').split('.')[0])"),
            Is.EqualTo(
            [
                "ROC curve: sex", "Precision and recall: sex", "Calibration: sex", "LVM_g: predicted and true, scratch",
                "LVM_g: agreement (Bland–Altman), scratch",
            ]));
        Assert.That(
            await report.Ask<string[]>($"{Plots}[0].data.map(trace => trace.name)"),
            Is.EqualTo(["scratch", "scratch with another name that is long", "chance"]));
        Assert.That(await report.Ask<int>($"{Plots}[2].data.filter(trace => trace.error_y?.array?.length > 0).length"), Is.EqualTo(2));
        Assert.That(await report.Ask<string>($"{Plots}[3].data[0].text[0]"), Does.Match("^test row 1<br>true [0-9.]+<br>predicted"));
        // A legend of a long name does not lie on the axis.
        Assert.That(
            await report.Ask<double>(
                $"{Plots}[0].querySelector('.legend').getBoundingClientRect().top"
                + $" - {Plots}[0].querySelector('.xtitle').getBoundingClientRect().bottom"),
            Is.GreaterThan(-1));
    }

    [Test]
    public async Task A_map_is_coloured_by_another_column()
    {
        await using var report = await _browser.Open(_folder["map.html"], 1280, isDark: false);
        const string Traces = "[...document.querySelectorAll('.plot .canvas')].map(canvas => canvas.data.map(trace => trace.name).join())";
        Assert.That(await report.Ask<string[]>(Traces), Is.EqualTo(["female,male", "female,male"]));
        await report.Page.SelectAsync("select.colour", "1");
        Assert.That(
            await report.Ask<string>("document.querySelector('select.colour').selectedOptions[0].textContent"), Is.EqualTo("age_years"));
        Assert.That(
            await report.Ask<double>("Math.max(...document.querySelector('.plot .canvas').data.at(-1).marker.color)"), Is.InRange(40, 90));
    }

    private static HtmlReport Plain()
    {
        var report = new HtmlReport(
            "A_report_of_a_run_with_a_name_that_is_far_too_long_for_a_telephone_and_has_no_space", "A summary.");
        report.Judge(new VerdictText(Verdict.Worse, "Worse.", "Do something."), new VerdictText(Verdict.Better, "Better."));
        report.Figures(("0.912 (0.890 to 0.931)", "AUROC"), ("1,234", "people"));
        report.Section("Training");
        report.Charts(new LineChart(
            "Loss", "epoch", "loss",
            [new ChartSeries("training", [(1, 2), (2, 3)]), new ChartSeries("validation with a long name", [(1, 3), (2, 2)])]));
        report.Table([.. Enumerable.Range(0, 20).Select(i => $"column {i}")], [[.. Enumerable.Range(0, 20).Select(i => $"{1000 * i}")]]);
        report.Code(new string('x', 400));
        report.Picture(new Canvas(1200, 40, Rgb.White), "a picture");
        return report;
    }

    private static void Done(params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }
}
