using System.Globalization;
using System.Text.Json;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Pages;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>From recordings and a table of labels to a model file, predictions and an evaluation.</summary>
public sealed class FineTuningCommandTests
{
    private static readonly string[] Small =
        ["--ecg-preset", "pluto", "--window", "500", "--epochs", "2", "--batch-size", "16", "--threads", "1"];

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Train()
    {
        _folder = new TemporaryFolder();
        Done("cohort", "synthesize", "--subjects", "100", "--seed", "1", "--out", _folder["cohort"]);
        Done(
            "prepare", "--ecg", _folder["cohort/ecg"], "--labels", _folder["cohort/subjects.csv"], "--out", _folder["ecgs"],
            "--rate", "100");
        Done([.. Finetune("run"), "--target", "LVM_g,sex", "--validation", "0.35", "--test", "0.25"]);
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void A_run_writes_a_model_a_report_and_people()
    {
        Assert.That(
            Directory.GetFiles(_folder["run"]).Select(Path.GetFileName),
            Is.SupersetOf((string[])["model.safetensors", "report.html", "trained-on.txt", "configuration.json", "log.jsonl"]));
        Assert.That(File.ReadAllText(_folder["run/report.html"]), Does.Contain("LVM_g").And.Contain("95 % interval"));
    }

    [Test]
    public void An_evaluation_of_recordings_is_that_of_their_store()
    {
        string[] words = ["evaluate", "--model", _folder["run"], "--resamples", "100"];
        Done([.. words, "--ecg", _folder["ecgs"], "--report", _folder["of-store.json"]]);
        Done([
            .. words, "--ecg", _folder["cohort/ecg"], "--labels", _folder["cohort/subjects.csv"], "--report", _folder["of-files.json"],
        ]);
        Assert.That(File.ReadAllText(_folder["of-files.json"]), Is.EqualTo(File.ReadAllText(_folder["of-store.json"])));
        Assert.That(
            CommandRun.Of([.. words, "--ecg", _folder["absent"]]).Error, Does.Contain("there is no such file or folder"));
    }

    [Test]
    public void A_model_in_half_precision_predicts_the_same_to_three_digits()
    {
        Done("export", "--weights", _folder["run"], "--model", "--half", "--out", _folder["half"]);
        var (whole, half) = (new FileInfo(_folder["run/model.safetensors"]), new FileInfo(_folder["half/model.safetensors"]));
        Assert.That(half.Length, Is.InRange(0.4 * whole.Length, 0.7 * whole.Length));
        Assert.That(Done("inspect", _folder["half/model.safetensors"]).Output, Does.Contain("rounded to half precision"));
        var expected = Mass(_folder["run"]);
        Assert.That(Mass(_folder["half"] + "/model.safetensors"), Is.EqualTo(expected).Within(2e-3 * expected));
        var refused = CommandRun.Of("export", "--weights", _folder["run"], "--model", "--safetensors", "--out", _folder["refused"]);
        Assert.That((refused.ExitCode, Directory.Exists(_folder["refused"])), Is.EqualTo((2, false)));

        double Mass(string model) => double.Parse(
            Done("predict", "--model", model, "--ecg", _folder["cohort/ecg/V1_000007.hea"]).Output.Split('\n')[1].Split(',')[2],
            CultureInfo.InvariantCulture);
    }

    [Test]
    public void Inspect_shows_the_card()
    {
        var run = Done("inspect", _folder["run"]);
        Assert.That(run.Output, Does.Contain("predicts LVM_g, sex").And.Contain("number, g").And.Contain("± ").And.Contain("test set"));
    }

    [Test]
    public void Predictions_are_the_same_for_the_folder_and_a_file_and_any_number_of_threads()
    {
        Done("predict", "--model", _folder["run"], "--ecg", _folder["cohort/ecg"], "--out", _folder["one.csv"], "--threads", "1");
        Done(
            "predict", "--model", _folder["run/model.safetensors"], "--ecg", _folder["cohort/ecg"], "--out", _folder["two.csv"],
            "--threads", "2");
        var lines = File.ReadAllLines(_folder["one.csv"]);
        Assert.That(File.ReadAllBytes(_folder["two.csv"]), Is.EqualTo(File.ReadAllBytes(_folder["one.csv"])));
        Assert.That(lines[0], Is.EqualTo(
            "recording,windows,LVM_g,LVM_g_low,LVM_g_high,sex_probability,sex_probability_low,sex_probability_high,sex_threshold,"
            + "sex_decision,heart_rate_per_min,quality,refused"));
        Assert.That(lines, Has.Length.EqualTo(101));
        var alone = Done("predict", "--model", _folder["run"], "--ecg", _folder["cohort/ecg/V1_000007.hea"]);
        var same = lines.Single(line => line.StartsWith("V1_000007", StringComparison.Ordinal));
        Assert.That(alone.Output.Split('\n')[1].Trim(), Is.EqualTo(same));
    }

    [Test]
    public void An_interval_is_around_its_value_and_a_probability_is_one()
    {
        Done("predict", "--model", _folder["run"], "--ecg", _folder["cohort/ecg"], "--out", _folder["values.csv"]);
        foreach (var line in File.ReadLines(_folder["values.csv"]).Skip(1))
        {
            var values = line.Split(',')[2..11].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            Assert.That(values[1], Is.LessThan(values[0]));
            Assert.That(values[2], Is.GreaterThan(values[0]));
            Assert.That(values[3], Is.InRange(values[4], values[5]));
            Assert.That((values[4], values[5]), Is.Not.EqualTo((values[3], values[3])));
            // The threshold is one of the probabilities, and both are rounded.
            if (Math.Abs(values[3] - values[6]) > 1e-5) Assert.That(values[7], Is.EqualTo(values[3] > values[6] ? 1 : 0));
            Assert.That(values[8], Is.InRange(30, 200), "heart rate");
        }
    }

    [Test]
    public void A_recording_that_does_not_fit_is_refused_and_the_others_are_predicted()
    {
        Directory.CreateDirectory(_folder["mixed"]);
        foreach (var name in (string[])["V1_000001.hea", "V1_000001.dat", "V1_000002.hea", "V1_000002.dat"])
            File.Copy(_folder[$"cohort/ecg/{name}"], _folder[$"mixed/{name}"]);
        File.WriteAllBytes(_folder["mixed/V1_000002.dat"], [1, 2, 3]);
        var run = CommandRun.Of("predict", "--model", _folder["run"], "--ecg", _folder["mixed"], "--out", _folder["mixed.json"]);
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["mixed.json"]));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(json.RootElement.GetArrayLength(), Is.EqualTo(2));
        Assert.That(json.RootElement[0].GetProperty("targets").GetProperty("LVM_g").GetProperty("unit").GetString(), Is.EqualTo("g"));
        Assert.That(json.RootElement[1].GetProperty("refused").GetString(), Is.Not.Empty);
    }

    [Test]
    public void The_program_of_the_page_prints_every_target()
    {
        var console = new PageConsole();
        PredictionProgram.Run(console, _folder["run"], _folder["cohort/ecg/V1_000003.hea"]);
        Assert.That(console.Lines, Has.Count.EqualTo(2));
        Assert.That(console.Lines[0], Does.StartWith("LVM_g: ").And.EndsWith(") g"));
    }

    [Test]
    public void The_card_says_how_intervals_are_found()
    {
        Done("export", "--weights", _folder["run"], "--card", "--out", _folder["card"]);
        var card = File.ReadAllText(_folder["card/model-card.md"]);
        Assert.That(card, Does.StartWith("# Model card: LVM_g, sex\n").And.Contain("| LVM_g | number, g | "));
        Assert.That(card, Does.Contain("split conformal").And.Contain("exact binomial bounds of neighbours among"));
        Assert.That(card, Does.Contain("| test | sex | auroc | "));
        var predicted = CommandRun.Of("predict", "--model", _folder["run"], "--ecg", _folder["cohort/ecg/V1_000003.hea"]);
        Assert.That(predicted.Error, Does.Contain("95 % interval of sex: exact binomial bounds"));
    }

    [Test]
    public void An_evaluation_leaves_out_people_of_the_training_set()
    {
        var run = Done(
            "evaluate", "--model", _folder["run"], _folder["run"], "--ecg", _folder["ecgs"], "--resamples", "200", "--report",
            _folder["evaluation.json"]);
        var trained = File.ReadAllLines(_folder["run/trained-on.txt"]).Length;
        Assert.That(run.Error, Does.Contain($"left out: {trained} of 100 recordings"));
        Assert.That(run.Output, Does.Contain($"{100 - trained} people").And.Contain("minus"));
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["evaluation.json"]));
        var difference = json.RootElement[1].GetProperty("DifferenceToFirst").GetProperty("Metrics")[0];
        Assert.That(difference.GetProperty("Value").GetDouble(), Is.Zero);
    }

    [Test]
    public void A_report_of_an_evaluation_judges_draws_and_names_no_path()
    {
        var run = Done(
            "evaluate", "--model", _folder["run"], _folder["run/model.safetensors"], "--ecg", _folder["ecgs"], "--resamples", "100",
            "--group", "sex", "--report", _folder["evaluation.html"]);
        var html = File.ReadAllText(_folder["evaluation.html"]);
        Assert.That(run.Output, Does.Match("etter than"), "a verdict");
        Assert.That(html, Does.Contain("class=\"verdict").And.Contain("ROC curve: sex").And.Contain("Precision and recall: sex"));
        Assert.That(html, Does.Contain("Calibration: sex").And.Contain("Confusion matrix of sex").And.Contain("agreement (Bland–Altman)"));
        Assert.That(html, Does.Contain("How this was made").And.Contain("<th scope=\"col\">evaluated</th>").And.Contain("Model card: run"));
        Assert.That(html, Does.Contain("model.safetensors minus run").And.Contain("Subgroups").And.Contain("none of a known training set"));
        Assert.That(html, Does.Contain("ecgcmr evaluate --model run model.safetensors").And.Contain("plotly.js (basic - minified)"));
        Assert.That(html, Does.Contain("Licensed under the MIT license").And.Not.Contain(_folder[""].TrimEnd('/')));
    }

    [Test]
    public void A_report_of_predictions_lists_recordings_and_refusals()
    {
        Directory.CreateDirectory(_folder["some"]);
        foreach (var name in (string[])["V1_000003.hea", "V1_000003.dat", "V1_000004.hea", "V1_000004.dat"])
            File.Copy(_folder[$"cohort/ecg/{name}"], _folder[$"some/{name}"]);
        File.WriteAllBytes(_folder["some/V1_000004.dat"], [1, 2, 3]);
        var run = CommandRun.Of(
            "predict", "--model", _folder["run"], "--ecg", _folder["some"], "--out", _folder["some.csv"], "--report", _folder["some.html"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        var html = File.ReadAllText(_folder["some.html"]);
        Assert.That(html, Does.Contain("<th scope=\"row\">V1_000003.hea</th>").And.Contain("<th scope=\"row\">V1_000004.hea</th>"));
        Assert.That(html, Does.Contain("Refused recordings").And.Contain("LVM_g: 1 predictions").And.Contain("How the model was made"));
        var refused = CommandRun.Of("predict", "--model", _folder["run"], "--ecg", _folder["some"], "--report", _folder["some.txt"]);
        Assert.That(refused.Error, Does.Contain("--report").And.Contain("must end in .html"));
    }

    [Test]
    public void A_folder_of_recordings_and_a_table_are_enough_and_resuming_needs_the_same_targets()
    {
        string[] command =
        [
            "finetune", "--ecg", _folder["cohort/ecg"], "--labels", _folder["cohort/subjects.csv"], "--target", "sex", "--out",
            _folder["simple"], .. Small, "--freeze",
        ];
        var run = Done(command);
        Assert.That(run.Error, Does.Contain("sex: 2 classes, since the values are few whole numbers"));
        Assert.That(run.Output, Does.Contain("validation set").And.Contain("optimistic"));
        Assert.That(Directory.Exists(_folder["simple-store"]));
        Assert.That(Done([.. command, "--resume"]).Error, Does.Contain("prepared before"));
        var other = CommandRun.Of([.. command.Select(word => word == "sex" ? "DM" : word), "--resume"]);
        Assert.That(other.Error, Does.Contain("--target: sex when the run was started, DM now"));
    }

    [Test]
    public void Weights_of_a_run_bring_their_sizes()
    {
        var run = Done(
            "finetune", "--ecg", _folder["ecgs"], "--target", "LVM_g", "--out", _folder["second"], "--init", _folder["run"],
            "--epochs", "1", "--batch-size", "16");
        Assert.That(run.Error, Does.Contain("pluto on cpu"));
        Assert.That(File.ReadAllText(_folder["second/configuration.json"]), Does.Contain("\"Window\": 500"));
    }

    [TestCase("DMM", "unknown label 'DMM'; ", "did you mean 'DM'")]
    [TestCase("sex,sex", "target 'sex' is named twice", "")]
    [TestCase("sex:DM:AF", "must be LABEL, or EVENT:TIME", "")]
    [TestCase("LVM_g:sex", "an event is 0 (not observed) or 1", "")]
    public void Targets_that_cannot_be_learned_are_refused_and_leave_no_folder(string target, string reason, string hint)
    {
        var run = CommandRun.Of([.. Finetune("none"), "--target", target]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain(reason).And.Contain(hint));
        Assert.That(Directory.Exists(_folder["none"]), Is.False);
    }

    [Test]
    public void A_checkpoint_is_no_model_file()
    {
        var run = CommandRun.Of("predict", "--model", _folder["run/last.safetensors"], "--ecg", _folder["cohort/ecg"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("no model card"));
    }

    private string[] Finetune(string run) => ["finetune", "--ecg", _folder["ecgs"], "--out", _folder[run], .. Small];

    private static CommandRun Done(params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run;
    }
}
