using System.Text.RegularExpressions;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using EcgCmrNative.Tests.Models.Training.FineTuning;
using EcgCmrNative.Tests.Tools.Processes;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>Reports can be shared: they tell neither of people and their recordings, nor where files are.</summary>
public sealed partial class ReportPrivacyTests
{
    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Prepare() => _stores = new PairStores();

    [OneTimeTearDown]
    public void CleanUp() => _stores.Dispose();

    [TestCase("mdm")]
    [TestCase("simclr-ecg")]
    [TestCase("simclr-cmr")]
    [TestCase("mmcl")]
    public void Reports_of_trainings(string recipe)
    {
        Pretrain(recipe);
        RequirePrivate(_stores.Folder[$"run-{recipe}/report.html"]);
    }

    /// <summary>The paths of first weights are in the configuration, which the report shows.</summary>
    [Test]
    public void A_report_of_a_training_from_weights()
    {
        var first = Pretrain("mdm");
        Done(SmallPretraining.Words(
            "mmcl", _stores, _stores.Folder["from-weights"], epochs: 1, "--ecg-weights", first, "--allow-seen"));
        Assert.That(File.ReadAllText(_stores.Folder["from-weights/configuration.json"]), Does.Contain(first));
        RequirePrivate(_stores.Folder["from-weights/report.html"]);
    }

    [Test]
    public void A_report_of_probes_of_absolute_paths()
    {
        var (first, second) = (Pretrain("mdm"), Pretrain("simclr-ecg"));
        var (one, two) = (Path.Combine(first, "last.safetensors"), Path.Combine(second, "last.safetensors"));
        var report = _stores.Folder["probe.json"];
        var run = Done(
            "probe", "--weights", first, one, two, "--ecg", _stores.Folder["ecg"], "--validation", "0.2", "--test", "0.4", "--allow-seen",
            "--resamples", "100", "--report", report);
        RequirePrivate(report);
        // The names still tell the arms apart.
        Assert.That(
            File.ReadAllText(report),
            Does.Contain("\"run-mdm\"").And.Contain("\"run-mdm/last.safetensors\"").And.Contain("\"run-simclr-ecg/last.safetensors\""));
        Assert.That(run.Output, Does.Not.Contain(first));
        var page = _stores.Folder["probe.html"];
        Done(
            "probe", "--weights", first, one, two, "--ecg", _stores.Folder["ecg"], "--validation", "0.2", "--test", "0.4", "--allow-seen",
            "--resamples", "100", "--report", page);
        RequirePrivate(page);
    }

    [TestCase("retrieval.json")]
    [TestCase("retrieval.html")]
    public void A_report_of_retrieval(string name)
    {
        var report = _stores.Folder[name];
        Done(
            "retrieve", "--weights", Pretrain("mmcl"), "--ecg", _stores.Folder["ecg"], "--cmr", _stores.Folder["cmr"],
            "--part", "validation", "--report", report);
        RequirePrivate(report);
    }

    [Test]
    public void A_report_of_the_demo()
    {
        var data = Directory.CreateDirectory(_stores.Folder["ward"]).FullName;
        for (var number = 0; number < 40; number++)
        {
            var heart = EcgModel.Random(new CounterDraws((ulong)number));
            WfdbFormat.Write(
                data, SyntheticEcg.Record(heart, 1, number) with { Name = $"ecg{number}", Comments = [$"Name: patient{number}"] });
        }
        Done("demo", "--ecg", data, "--out", _stores.Folder["demo"], "--minutes", "0.001", "--threads", "1");
        RequirePrivate(_stores.Folder["demo/report.html"]);
    }

    /// <summary>Predictions of real people are numbered.</summary>
    [Test]
    public void A_report_of_a_study()
    {
        using var data = new LabelledStore();
        File.WriteAllText(data.Folder["study.json"], $$"""
            {
              "Name": "private", "Data": {"Ecg": "{{data.Folder["store"]}}", "Validation": 0.2, "Test": 0.4, "SplitSeed": 1},
              "Arms": [{"Name": "scratch"}], "Tasks": [{"Name": "axis", "Targets": ["{{LabelledStore.Axis}}"]}],
              "Readouts": [{"Name": "probe", "IsProbe": true, "Settings": {"Ecg": {"Preset": "pluto", "Window": 200, "PatchSamples": 50} } }]
            }
            """);
        Done("study", "run", data.Folder["study.json"], "--out", data.Folder["out"], "--threads", "1");
        var page = File.ReadAllText(data.Folder["out/report.html"]);
        using (var store = EcgStore.Open(data.Folder["store"]))
            Assert.That(store.Rows.Where(row => page.Contains($"{row.Patient}\\u003C", StringComparison.Ordinal)), Is.Empty);
        Assert.That(page, Does.Contain("test row 1\\u003C").And.Not.Contain(data.Folder[""].TrimEnd('/')));
    }

    private string Pretrain(string recipe)
    {
        var folder = _stores.Folder[$"run-{recipe}"];
        if (!Directory.Exists(folder)) Done(SmallPretraining.Words(recipe, _stores, folder, epochs: 1));
        return folder;
    }

    private void RequirePrivate(string file)
    {
        // Letters of a picture's bytes are no names.
        var text = Picture().Replace(File.ReadAllText(file), "");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Not.Contain(_stores.Folder[""].TrimEnd('/')), file);
            Assert.That(text, Does.Not.Contain(Path.GetTempPath()), file);
            Assert.That(Name().Match(text).Value, Is.Empty, file);
        }
    }

    private static CommandRun Done(params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run;
    }

    [GeneratedRegex("base64,[A-Za-z0-9+/=]*")]
    private static partial Regex Picture();

    /// <summary>The names of people and recordings of <see cref="PairStores"/>.</summary>
    [GeneratedRegex(@"(patient|ecg|study)-?\d+")]
    private static partial Regex Name();
}
