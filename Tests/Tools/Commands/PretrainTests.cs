using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>From files to a report and embeddings, with the smallest model on a few recordings.</summary>
public sealed class PretrainTests
{
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void PrepareAndTrain()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder["ecg"]);
        for (var number = 0; number < 6; number++)
            WfdbFormat.Write(_folder["ecg"], SyntheticEcg.Record(EcgModel.Random(new CounterDraws((ulong)number)), 1, number, seconds: 2));
        var prepared = CommandRun.Of("prepare", "--ecg", _folder["ecg"], "--out", _folder["store"], "--seconds", "2");
        Assert.That(prepared.ExitCode, Is.Zero, prepared.Error);
        var trained = Train();
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void AReportIsWritten() =>
        Assert.That(
            File.ReadAllText(_folder["run/report.html"]),
            Does.Contain("<svg").And.Contain("mean beat").And.Not.Contain("http:").And.Not.Contain("https:"));

    [Test]
    public void ASecondRunIntoTheFolderIsRefused()
    {
        var run = Train();
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("--resume"));
    }

    [Test]
    public void ResumeDoesNotChangeSettings()
    {
        Assert.That(Train("--resume").ExitCode, Is.Zero);
        var run = Train("--resume", "--mask-ratio", "0.5");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("differ").And.Contain("--mask-ratio: 0.8 when the run was started, 0.5 now"));
    }

    [Test]
    public void ResumeNeedsTheRecordingsOfTheRun()
    {
        Directory.CreateDirectory(_folder["others"]);
        for (var number = 0; number < 6; number++)
            WfdbFormat.Write(
                _folder["others"], SyntheticEcg.Record(EcgModel.Random(new CounterDraws((ulong)number + 6)), 2, number, seconds: 2));
        Assert.That(
            CommandRun.Of("prepare", "--ecg", _folder["others"], "--out", _folder["other-store"], "--seconds", "2").ExitCode,
            Is.Zero);

        var run = CommandRun.Of("pretrain", "mdm", "--ecg", _folder["other-store"], "--out", _folder["run"], "--resume");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("other recordings"));
    }

    [Test]
    public void ResumeNeedsARun() =>
        Assert.That(
            CommandRun.Of("pretrain", "mdm", "--ecg", _folder["store"], "--out", _folder["nowhere"], "--resume").ExitCode,
            Is.EqualTo(1));

    [Test]
    public void FilesAndStoreHaveTheSameEmbeddings()
    {
        var weights = _folder["run/last.safetensors"];
        var files = CommandRun.Of("embed", "--weights", weights, "--ecg", _folder["ecg"], "--out", _folder["files.npy"]);
        var store = CommandRun.Of("embed", "--weights", weights, "--ecg", _folder["store"], "--out", _folder["store.npy"]);
        Assert.That(files.ExitCode + store.ExitCode, Is.Zero, files.Error + store.Error);
        Assert.That(File.ReadAllBytes(_folder["files.npy"]), Is.EqualTo(File.ReadAllBytes(_folder["store.npy"])));
        Assert.That(File.ReadAllLines(_folder["files.csv"]), Has.Length.EqualTo(7));
    }

    [Test]
    public void CheckpointAndStoreCanBeInspected()
    {
        var run = CommandRun.Of("inspect", _folder["run/last.safetensors"], _folder["store"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("pluto, width 256").And.Contain("checksums agree"));
    }

    private CommandRun Train(params string[] more) => CommandRun.Of(
    [
        "pretrain", "mdm", "--ecg", _folder["store"], "--out", _folder["run"], "--ecg-preset", "pluto", "--window", "500", "--epochs", "2",
        "--batch-size", "2", "--lr", "1e-3", "--validation", "0.4", "--keep-best", "1", "--threads", "1", .. more,
    ]);
}
