using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Embedding;
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
        Does.Contain("Retrieval among all validation pairs").And.Contain("Localisation maps").And.Contain("median rank")
            .And.Contain("AUROC").And.Contain("chance: validation, top-1")
            .And.Contain("How this was made").And.Contain("pairs of ECG and image")
            .And.Not.Contain("http:").And.Not.Contain("https:"));

    [Test]
    public void ProjectionsAreSavedWithTheirPeople()
    {
        using var file = SafeTensorsFile.Open(_stores.Folder["run/projections-1.safetensors"]);
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
            var embed = CommandRun.Of(
                "embed", "--weights", _stores.Folder[weights], "--ecg", _stores.Folder["ecg"],
                "--out", _stores.Folder["embeddings.npy"], "--force");
            Assert.That(embed.ExitCode, Is.Zero, embed.Error);
            Assert.That(
                embed.Error.Contains("does not say how its ECGs were prepared", StringComparison.Ordinal), Is.EqualTo(weights != "run"));
        }
        Assert.That(export.Error, Does.Not.Contain("does not say"));
    }

    /// <summary>Published weights do not state a preparation; every command that uses them says what it assumes.</summary>
    [Test]
    public void AnAssumedPreparationIsSaid()
    {
        CommandRun.Of("export", "--weights", _stores.Folder["run"], "--out", _stores.Folder["published"]);
        var (ecg, cmr) = (_stores.Folder["published/signal_encoder.pth"], _stores.Folder["published/image_encoder.pth"]);
        Assert.That(CommandRun.Of("inspect", ecg).Output, Does.Contain("preparation not stated"));
        Assert.That(CommandRun.Of("inspect", _stores.Folder["run/last.safetensors"]).Output, Does.Not.Contain("preparation not stated"));
        Assert.That(
            CommandRun.Of("export", "--weights", cmr, "--out", _stores.Folder["again"]).Error,
            Does.Contain("does not say how its images were prepared; the published preparation is assumed"));
        var paired = Pairs("from-published", "--ecg-weights", ecg, "--cmr-weights", cmr, "--cmr-preset", "resnet18-narrow8");
        Assert.That(paired.ExitCode, Is.Zero, paired.Error);
        Assert.That(
            paired.Error, Does.Contain("how its ECGs were prepared; make sure that the store").And.Contain("how its images were prepared"));
        var fromRun = Pairs("from-run", "--ecg-weights", _stores.Folder["run"], "--cmr-preset", "resnet18-narrow8");
        Assert.That(fromRun.Error, Does.Not.Contain("does not say"));
    }

    [Test]
    public void AUNetOfTwoPhasesStartsAPairedRunThatHoldsOutTheSamePeople()
    {
        var unet = Images("unet", "--cmr-preset", "unet", "--channels", "mid,es");
        Assert.That(unet.ExitCode, Is.Zero, unet.Error);
        string[] ofUNet = ["--cmr-preset", "unet", "--channels", "mid,es", "--cmr-weights", _stores.Folder["unet"]];
        var paired = Pairs("paired", ofUNet);
        Assert.That(paired.ExitCode, Is.Zero, paired.Error);
        Assert.That(paired.Error, Does.Not.Contain("was trained on"));
        using var device = new CpuDevice(threads: 1);
        var embedder = CmrEmbedder.Load(device, _stores.Folder["unet"]);
        Assert.That(embedder.Embed(_stores.Images, [0, 1]), Has.Length.EqualTo(2 * embedder.Width).And.None.NaN);
    }

    [Test]
    public void AnEncoderOfThreeChannelsSeesZerosInPlaceOfAPhase()
    {
        var run = Images("blank", "--cmr-preset", "resnet18-narrow8", "--channels", "ed,es");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }

    [Test]
    public void PeopleWhomTheStartingWeightsHaveSeenAreNotTestedUnlessThatIsAllowed()
    {
        var refused = Pairs("other", "--cmr-preset", "resnet18-narrow8", "--cmr-weights", _stores.Folder["run"], "--seed", "2");
        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain("people of the test set").And.Contain("--allow-seen"));
        Assert.That(Directory.Exists(_stores.Folder["other"]), Is.False);
        var allowed = Pairs(
            "other", "--cmr-preset", "resnet18-narrow8", "--cmr-weights", _stores.Folder["run"], "--seed", "2", "--allow-seen");
        Assert.That(allowed.ExitCode, Is.Zero, allowed.Error);
        Assert.That(allowed.Error, Does.Contain("warning").And.Contain("people of the test set"));
        // Whom the first run was trained on, its successor has seen as well.
        Assert.That(
            File.ReadLines(_stores.Folder["run/trained-on.txt"]),
            Is.SubsetOf(File.ReadLines(_stores.Folder["other/trained-on.txt"])));
    }

    private CommandRun Images(string folder, params string[] more) => CommandRun.Of(
    [
        "pretrain", "simclr-cmr", "--cmr", _stores.Folder["cmr"], "--out", _stores.Folder[folder], "--image-size", "32", "--epochs", "1",
        "--batch-size", "4", "--warmup-epochs", "0", "--validation", "0.3", "--test", "0.15", "--threads", "1", .. more,
    ]);

    private CommandRun Pairs(string folder, params string[] more) => CommandRun.Of(
    [
        "pretrain", "mmcl", "--ecg", _stores.Folder["ecg"], "--cmr", _stores.Folder["cmr"], "--out", _stores.Folder[folder],
        "--ecg-preset", "pluto", "--window", "200", "--image-size", "32", "--hidden", "16", "--projection", "8", "--epochs", "1",
        "--batch-size", "4", "--warmup-epochs", "0", "--validation", "0.3", "--test", "0.15", "--threads", "1", .. more,
    ]);

    private CommandRun Pretrain(params string[] more) => CommandRun.Of(
    [
        "pretrain", "mmcl", "--ecg", _stores.Folder["ecg"], "--cmr", _stores.Folder["cmr"], "--out", _stores.Folder["run"],
        "--ecg-preset", "pluto", "--window", "200", "--cmr-preset", "resnet18-narrow8", "--image-size", "32", "--hidden", "16",
        "--projection", "8", "--epochs", "2", "--batch-size", "4", "--label", "CAD",
        "--validation", "0.3", "--test", "0.15", "--save-projections", "--threads", "1", .. more,
    ]);
}
