using EcgCmrNative.Tests.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>From two stores over the smallest joint model to report, projections, weights and embeddings.</summary>
public sealed class PairsCommandTests
{
    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Train()
    {
        _stores = new PairStores();
        var run = Pretrain();
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("ECG to CMR").And.Contain("chance"));
    }

    [OneTimeTearDown]
    public void CleanUp() => _stores.Dispose();

    [Test]
    public void TheReportShowsRetrievalAndTheClassifier() => Assert.That(
        File.ReadAllText(_stores.Folder["run/report.html"]),
        Does.Contain("find each other").And.Contain("Where image and ECG agree").And.Contain("median rank").And.Contain("AUROC").And.Not.Contain("http"));

    [Test]
    public void ProjectionsAreSavedWithTheirPeople()
    {
        using var file = EcgCmrNative.Data.Formats.SafeTensorsFile.Open(_stores.Folder["run/projections-1.safetensors"]);
        var people = file.Metadata["patients"].Split('\n');
        Assert.That(file.Tensors["ecg"].Shape, Is.EqualTo(new long[] { people.Length, 8 }));
        Assert.That(file.Tensors["imaging"].Shape, Is.EqualTo(file.Tensors["ecg"].Shape));
    }

    [Test]
    public void ResumeRefusesOtherSettingsAndOtherPeople()
    {
        Assert.That(Pretrain("--resume").ExitCode, Is.Zero);
        Assert.That(Pretrain("--resume", "--temperature", "0.2").Error, Does.Contain("differ"));
        Assert.That(Pretrain().Error, Does.Contain("--resume"));
    }

    [Test]
    public void WeightsAreExportedAndEmbed()
    {
        var export = CommandRun.Of("export", "--weights", _stores.Folder["run"], "--out", _stores.Folder["weights"]);
        Assert.That(export.ExitCode, Is.Zero, export.Error);
        Assert.That(File.Exists(_stores.Folder["weights/image_encoder.pth"]), Is.True);
        foreach (var weights in (string[])["run", "weights/signal_encoder.pth"])
        {
            var embed = CommandRun.Of("embed", "--weights", _stores.Folder[weights], "--data", _stores.Folder["ecg"], "--out", _stores.Folder["embeddings.npy"]);
            Assert.That(embed.ExitCode, Is.Zero, embed.Error);
        }
    }

    private CommandRun Pretrain(params string[] more) => CommandRun.Of(
    [
        "pretrain", "mmcl", "--ecg", _stores.Folder["ecg"], "--cmr", _stores.Folder["cmr"], "--out", _stores.Folder["run"], "--ecg-preset", "pluto",
        "--window", "200", "--cmr-preset", "resnet18-narrow8", "--image-size", "32", "--hidden", "16", "--projection", "8", "--epochs", "2", "--batch-size", "4",
        "--label", "CAD", "--validation", "0.3", "--test", "0.1", "--save-projections", "--threads", "1", .. more,
    ]);
}
