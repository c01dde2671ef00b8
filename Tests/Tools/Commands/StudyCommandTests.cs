using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Tests.Models.Training.FineTuning;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

public sealed class StudyCommandTests
{
    private LabelledStore _data = null!;

    [OneTimeSetUp]
    public void Create() => _data = new LabelledStore();

    [OneTimeTearDown]
    public void Delete() => _data.Dispose();

    [Test]
    public void A_study_is_run_and_its_table_written()
    {
        File.WriteAllText(_data.Folder["study.json"], Study("probes + more"));
        var run = Run("study", "run", _data.Folder["study.json"], "--out", _data.Folder["out"], "--threads", "1", "--jobs", "2");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        Assert.That(run.Output, Does.Contain("probe, 100 % of the labels").And.Contain("table.md"));
        Assert.That(run.Error, Does.Contain("[1/2]").And.Contain("[2/2]"));
        var markdown = File.ReadAllText(_data.Folder["out/table.md"]);
        Assert.That(markdown, Does.StartWith("# probes + more").And.Contain("## Published figures, of other data").And.Contain(".9 ± .1"));
        Assert.That(
            File.ReadLines(_data.Folder["out/table.csv"]).First(), Does.StartWith("readout,label_fraction,task,label,metric,arm"));
        var page = File.ReadAllText(_data.Folder["out/report.html"]);
        Assert.That(page, Does.Contain("Study: probes + more").And.Contain("role=\"img\"").And.Contain("Definition"));
        Assert.That(page, Does.Contain("Test people: probe, 100 % of the labels").And.Contain("agreement (Bland–Altman)"));
        Assert.That(page, Does.Contain("test row 1\\u003Cbr\\u003Etrue").And.Contain("plotly.js (basic - minified)"));
        Assert.That(page, Does.Contain("How this was made").And.Contain("People and labels of each part"));
        Assert.That(page, Does.Match(@"<dt>People held out</dt><dd>\d+ for validation, \d+ for test</dd>"));
        var again = Run("study", "table", _data.Folder["out"]);
        Assert.That(again.ExitCode, Is.EqualTo(ExitCode.Success), again.Error);
        Assert.That(File.ReadAllText(_data.Folder["out/table.md"]), Is.EqualTo(markdown));
    }

    [Test]
    public void Predictions_of_virtual_people_have_their_names()
    {
        File.WriteAllText(_data.Folder["virtual.json"], """
            {
              "Name": "virtual", "Data": {"Subjects": 40, "Validation": 0.3, "Test": 0.3},
              "Arms": [{"Name": "scratch"}], "Tasks": [{"Name": "mass", "Targets": ["LVM_g"]}],
              "Readouts": [{"Name": "probe", "IsProbe": true, "Settings": {"Ecg": {"Preset": "pluto", "Window": 500} } }]
            }
            """);
        var run = Run("study", "run", _data.Folder["virtual.json"], "--out", _data.Folder["virtual"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        var page = File.ReadAllText(_data.Folder["virtual/report.html"]);
        Assert.That(page, Does.Match(@"V0_0000\d\d\\u003Cbr\\u003Etrue").And.Contain("Prepared cardiac MR images"));
        Assert.That(page, Does.Contain("<th scope=\"row\">sex = 1</th>").And.Contain("age_years"));
    }

    [Test]
    public void A_shipped_study_is_printed_and_can_be_read_again()
    {
        var shown = Run("study", "show", "paper");
        Assert.That(shown.Output, Does.Contain("\"Barlow Twins\""));
        File.WriteAllText(_data.Folder["paper.json"], shown.Output);
        var run = Run("study", "run", _data.Folder["paper.json"], "--out", _data.Folder["paper"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain("ecg-store"));
    }

    [TestCase("no-such-study", "no such file, and no such study; those that come with the program are demo, virtual-2000, paper")]
    public void What_is_no_study_is_said(string study, string expected)
    {
        var run = Run("study", "run", study, "--out", _data.Folder["none"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain(expected));
        Assert.That(Directory.Exists(_data.Folder["none"]), Is.False);
    }

    [Test]
    public void A_folder_without_a_study_has_no_table()
    {
        var run = Run("study", "table", _data.Folder["store"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain("no study was run"));
    }

    private string Study(string name) => $$$"""
        {
          "Name": "{{{name}}}",
          "Data": {"Ecg": "{{{_data.Folder["store"]}}}", "Validation": 0.2, "Test": 0.4, "SplitSeed": 1},
          "Arms": [{"Name": "scratch"}, {"Name": "scratch again"}],
          "Tasks": [{"Name": "axis", "Targets": ["{{{LabelledStore.Axis}}}"], "Metric": "pcc"}],
          "Readouts": [{"Name": "probe", "IsProbe": true, "Settings": {"Ecg": {"Preset": "pluto", "Window": 200, "PatchSamples": 50} } }],
          "Published": [{"Task": "axis", "Arm": "others", "Metric": "pcc", "Value": ".9 ± .1", "Source": "a paper"}],
        }
        """;

    private static CommandRun Run(params string[] words) => CommandRun.Of(words);
}
