using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>Probing and retrieval of a joint model that was trained for one epoch on forty virtual people.</summary>
public sealed class EvaluationTests
{
    private static readonly string[] Split = ["--validation-folds", "11-15", "--test-folds", "16-18,19,20"];

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void PrepareAndTrain()
    {
        _folder = new TemporaryFolder();
        Done("cohort", "synthesize", "--subjects", "40", "--seed", "1", "--out", _folder["cohort"]);
        Done("prepare", "--ecg", _folder["cohort/ecg"], "--out", _folder["ecgs"]);
        Done("prepare", "--cmr", _folder["cohort/cmr"], "--out", _folder["images"]);
        Done(
        [
            "pretrain", "mmcl", "--ecg", _folder["ecgs"], "--cmr", _folder["images"], "--out", _folder["run"], "--ecg-preset", "pluto",
            "--window", "500", "--cmr-preset", "resnet18-narrow8", "--image-size", "48", "--epochs", "1", "--batch-size", "8",
            "--chunk-size", "4", "--warmup-epochs", "0", .. Split,
        ]);
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void RetrievalIsThatOfTheTestPartBesideChance()
    {
        var run = Done(
            "retrieve", "--weights", _folder["run"], "--ecg", _folder["ecgs"], "--cmr", _folder["images"],
            "--report", _folder["retrieval.json"]);
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["retrieval.json"]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain("10 people of the test set").And.Contain("chance").And.Contain("modality gap"));
            Assert.That(json.RootElement.GetProperty("ChanceRecall").GetProperty("5").GetDouble(), Is.EqualTo(0.5));
            Assert.That(
                json.RootElement.GetProperty("Directions").GetProperty("ecg_to_cmr").GetProperty("Recall").GetProperty("10")
                    .GetProperty("Value").GetDouble(),
                Is.EqualTo(1));
        }
    }

    [Test]
    public void A_report_of_retrieval_judges_and_shows_chance_beside_every_figure()
    {
        Done(
            "retrieve", "--weights", _folder["run"], "--ecg", _folder["ecgs"], "--cmr", _folder["images"],
            "--report", _folder["retrieval.html"]);
        var html = File.ReadAllText(_folder["retrieval.html"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(html, Does.Match("class=\"verdict[^>]*><b>ECG to CMR: (at|better than|worse than) chance"));
            Assert.That(html, Does.Contain("chance: k / pairs").And.Contain("Retrieval among 10 pairs"));
            // Of ten pairs every partner is among the first ten.
            Assert.That(
                html,
                Does.Contain("<th scope=\"row\">CMR to ECG</th><td>R@10</td><td>1.000</td><td>1.000 to 1.000</td><td>1.000</td>"));
            Assert.That(Regex.Count(html, "<figcaption>Person \\d: the own image is in place"), Is.EqualTo(4));
            Assert.That(html, Does.Contain("How this was made").And.Contain("<dt>People held out</dt><dd>10 of the test set"));
            Assert.That(html, Does.Not.Contain(_folder[""].TrimEnd('/')));
        }
    }

    [Test]
    public void A_report_of_probes_has_every_score_of_every_encoder()
    {
        Done(
        [
            "probe", "--weights", $"one={_folder["run"]}", $"two={_folder["run/last.safetensors"]}", "--ecg", _folder["ecgs"],
            "--labels", "LVEDV_mL,LVM_g,sex", "--resamples", "100", "--report", _folder["probe.html"], .. Split,
        ]);
        var html = File.ReadAllText(_folder["probe.html"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(html, Does.Contain("two minus one: no difference is shown on any of 3 labels"), "the same weights");
            foreach (var label in (string[])["LVEDV_mL", "LVM_g", "sex"])
            {
                foreach (var arm in (string[])["one", "two"])
                {
                    Assert.That(html, Does.Contain($"<title>{label}, {arm}: "), "in the chart");
                    Assert.That(
                        WebUtility.HtmlDecode(html),
                        Does.Match($"<th scope=\"row\">{label}</th><td>\\d+</td><td>(R²|AUROC)</td><td>{arm}</td>"), "in the table");
                }
            }
            Assert.That(html, Does.Contain("<dd>10 for validation, 10 for test</dd>").And.Contain("How this was made"));
            Assert.That(html, Does.Match("<th scope=\"row\">sex = 1</th><td>\\d+ of 20 "));
        }
    }

    [TestCase("retrieve --weights HERE/run --ecg HERE/ecgs --cmr HERE/images")]
    [TestCase("probe --weights HERE/run --ecg HERE/ecgs --test 0.2")]
    [TestCase("evaluate --model HERE/run --ecg HERE/ecgs")]
    public void A_report_of_another_kind_is_refused_before_any_work(string command)
    {
        var run = CommandRun.Of(
            [.. command.Replace("HERE/", _folder[""], StringComparison.Ordinal).Split(' '), "--report", _folder["report.txt"]]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(run.Error, Does.Contain("report.txt: must end in .html, for a report, or in .json, for programs"));
        Assert.That(File.Exists(_folder["report.txt"]), Is.False);
    }

    /// <summary>A run that failed in its first epoch, or was stopped there, can be started again.</summary>
    [Test]
    public void ARunWithoutACheckpointBeginsAnew()
    {
        string[] command =
        [
            "pretrain", "simclr-ecg", "--ecg", _folder["ecgs"], "--out", _folder["begun"], "--ecg-preset", "pluto", "--window", "500",
            "--epochs", "1", "--batch-size", "8", "--warmup-epochs", "0", .. Split,
        ];
        Directory.CreateDirectory(_folder["begun"]);
        File.WriteAllText(_folder["begun/configuration.json"], "{}");
        File.WriteAllText(_folder["begun/trained-on.txt"], "nobody\n");
        var resumed = CommandRun.Of([.. command, "--resume"]);
        Assert.That(resumed.Error, Does.Contain("start the run anew").And.Contain("without --resume"));
        Done(command);
        Assert.That(File.ReadAllText(_folder["begun/trained-on.txt"]), Does.Not.Contain("nobody"));
        Assert.That(CommandRun.Of(command).Error, Does.Contain("holds a run already").And.Contain("--resume"));
    }

    [Test]
    public void BatchesOfOneAreRefusedAndLeaveNoFolder()
    {
        foreach (var recipe in (string[])["simclr-ecg", "byol"])
        {
            var run = Pretrain(recipe, "alone", "1");
            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(run.Error, Does.Contain("at least 2"));
            Assert.That(Directory.Exists(_folder["alone"]), Is.False);
        }
    }

    [Test]
    public void ALastBatchOfOneIsDroppedWithANote()
    {
        var run = Pretrain("simclr-ecg", "dropped", "19");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Contain("the last batch of 1 of 20 samples is dropped"));
    }

    private CommandRun Pretrain(string recipe, string folder, string batchSize) => CommandRun.Of(
    [
        "pretrain", recipe, "--ecg", _folder["ecgs"], "--out", _folder[folder], "--ecg-preset", "pluto",
        "--window", "500", "--epochs", "1", "--batch-size", batchSize, .. Split,
    ]);

    [Test]
    public void SimilaritiesOfOthersThanTheTrainingPeopleAreRefused()
    {
        NumpyFile.WriteNpy(_folder["alike.npy"], FileTensor.Of<float>("alike", new float[9], 3, 3));
        var run = CommandRun.Of(
        [
            "pretrain", "mmcl", "--ecg", _folder["ecgs"], "--cmr", _folder["images"], "--out", _folder["alike"], "--ecg-preset", "pluto",
            "--window", "500", "--cmr-preset", "resnet18-narrow8", "--image-size", "48", "--epochs", "1", "--batch-size", "8",
            "--loss", "supcon", "--similarities", _folder["alike.npy"], .. Split,
        ]);
        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Error, Does.Contain("alike.npy").And.Contain("3 samples").And.Contain("20 training samples"));
    }

    [TestCase("ecgs")]
    [TestCase("images")]
    public void EncodersAreComparedOnTheSamePeople(string store)
    {
        var run = Done(
        [
            "probe", "--weights", $"one={_folder["run"]}", $"two={_folder["run/last.safetensors"]}",
            store == "ecgs" ? "--ecg" : "--cmr", _folder[store],
            "--labels", "LVEDV_mL,LVM_g,sex", "--group", "heart=LVEDV_mL,LVM_g", "--resamples", "100",
            "--report", _folder[$"{store}.json"], .. Split,
        ]);
        using var json = JsonDocument.Parse(File.ReadAllText(_folder[$"{store}.json"]));
        var group = json.RootElement.GetProperty("Groups")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain("measured on 10 of 10 people").And.Contain("mean of 2: heart").And.Contain("two − one"));
            Assert.That(json.RootElement.GetProperty("Arms").EnumerateArray().Select(arm => arm.GetString()), Is.EqualTo(["one", "two"]));
            Assert.That(
                group.GetProperty("Differences")[1].GetProperty("High").GetDouble(),
                Is.Zero, "the one epoch is the best and the last");
        }
    }

    [Test]
    public void ThoseWhomAnEncoderWasTrainedOnAreNotTested()
    {
        string[] probe =
            ["probe", "--weights", _folder["run/last.safetensors"], "--ecg", _folder["ecgs"], "--labels", "LVM_g", "--resamples", "100"];
        string[] seen = ["--validation-folds", "1-5", "--test-folds", "6-8,11"];
        var refused = CommandRun.Of([.. probe, .. seen]);
        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain("6 of 8 people of the test set").And.Contain("10 of 10 people of the validation set"));
        Assert.That(CommandRun.Of([.. probe, .. seen, "--allow-seen"]).ExitCode, Is.Zero);
        Assert.That(CommandRun.Of([.. probe, .. Split]).Error, Does.Not.Contain("was trained on"));
    }

    [TestCase("--validation-folds", "21-40", "0 to validate on")]
    [TestCase("--test-folds", "21", "0 to test on; there are folds 1 to 20")]
    public void FoldsOfNobodyAreRefused(string option, string folds, string named)
    {
        var split = Split.ToArray();
        split[Array.IndexOf(split, option) + 1] = folds;
        var run = CommandRun.Of(["probe", "--weights", _folder["run"], "--ecg", _folder["ecgs"], .. split]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain(named));
    }

    [Test]
    public void FoldsNeedATableThatHasThem()
    {
        File.WriteAllText(_folder["labels.csv"], "subject,sex\nV1_000000,male\nV1_000001,female\n");
        Done("prepare", "--ecg", _folder["cohort/ecg"], "--labels", _folder["labels.csv"], "--out", _folder["unfolded"]);
        var run = CommandRun.Of(["probe", "--weights", _folder["run"], "--ecg", _folder["unfolded"], .. Split]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("2 of 2 recordings have no fold").And.Contain("V1_000000"));
    }

    [TestCase("--labels", "LVEDV", "unknown label 'LVEDV'")]
    [TestCase("--group", "a=b", "'b'")]
    [TestCase("--image-size", "64", "only be used with --cmr", ExitCode.UsageError)]
    public void WhatDoesNotFitTheStoreIsNamed(string option, string value, string named, int exitCode = ExitCode.Failure)
    {
        var run = CommandRun.Of(["probe", "--weights", _folder["run"], "--ecg", _folder["ecgs"], option, value, .. Split]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(exitCode));
            Assert.That(run.Error, Does.Contain(named));
        }
    }

    private static CommandRun Done(params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run;
    }
}
