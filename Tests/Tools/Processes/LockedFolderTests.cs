using System.Diagnostics;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Processes;

/// <summary>Two processes and one folder: the second is refused while the first one lives, and takes over once it was killed.</summary>
public sealed class LockedFolderTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Prepare()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("needs signals");
        _stores = new PairStores();
    }

    [OneTimeTearDown]
    public void CleanUp() => _stores?.Dispose();

    /// <summary>Before and after the first checkpoint, and whether the second run is a new one or resumes.</summary>
    [TestCase("mdm", "ecgcmr.lock", false)]
    [TestCase("mdm", RunFolder.LastCheckpoint, false)]
    [TestCase("simclr-ecg", RunFolder.LastCheckpoint, true)]
    public void A_second_run_is_refused_until_the_first_was_killed(string recipe, string sign, bool resumes)
    {
        var folder = _stores.Folder[$"{recipe}-{sign}-{resumes}"];
        using var first = EcgcmrProcess.Start(SmallPretraining.Words(recipe, _stores, folder, epochs: 10_000));
        WaitFor(first, Path.Combine(folder, sign));
        var second = EcgcmrProcess.Run(
            SmallPretraining.Words(recipe, _stores, folder, epochs: resumes ? 10_000 : 1, resumes ? ["--resume"] : []));
        Assert.That(first.HasExited, Is.False);
        RequireRefused(second, folder);
        Kill(first);

        var last = Path.Combine(folder, RunFolder.LastCheckpoint);
        string[] resume = File.Exists(last) ? ["--resume"] : [];
        using var next = EcgcmrProcess.Start(SmallPretraining.Words(recipe, _stores, folder, epochs: 10_000, resume));
        WaitFor(next, last, newerThan: DateTime.UtcNow);
        next.Signal("INT");
        var stopped = next.End(Longest);
        Assert.That(stopped.ExitCode, Is.EqualTo(130), stopped.Error);
        Assert.That(Path.Combine(folder, "ecgcmr.lock"), Does.Not.Exist);
    }

    [Test]
    public void A_second_preparation_is_refused_until_the_first_was_killed()
    {
        var library = PreloadedLibrary.Require(_stores.Folder);
        var (slow, fast, store) = (Recordings("slow"), Recordings("fast"), _stores.Folder["store"]);
        using var first = EcgcmrProcess.Start(Words(slow), library.Loaded);
        WaitFor(first, Path.Combine(store, "ecgcmr.lock"));
        var second = EcgcmrProcess.Run(Words(fast));
        Assert.That(first.HasExited, Is.False);
        RequireRefused(second, store);
        Kill(first);
        Assert.That(Path.Combine(store, "ecgcmr.lock"), Does.Exist, "the killed process leaves it");

        var third = EcgcmrProcess.Run(Words(fast));
        Assert.That(third.ExitCode, Is.Zero, third.Error);
        Assert.That(Path.Combine(store, "ecgcmr.lock"), Does.Not.Exist);
        Assert.That(CommandRun.Of("inspect", store).Output, Does.Contain("checksums agree"));

        string[] Words(string recordings) => ["prepare", "--ecg", recordings, "--out", store, "--threads", "1"];
    }

    /// <summary>A folder with a recording, whose signals are in a file of that name: if it says so, the library opens it slowly.</summary>
    private string Recordings(string name)
    {
        var folder = Directory.CreateDirectory(_stores.Folder[$"recordings-{name}"]).FullName;
        var header = WfdbFormat.Write(folder, SyntheticEcg.Record(new EcgModel(), seed: 1) with { Name = "one" });
        File.Move(Path.Combine(folder, "one.dat"), Path.Combine(folder, $"{name}.dat"));
        File.WriteAllText(header, File.ReadAllText(header).Replace("one.dat", $"{name}.dat", StringComparison.Ordinal));
        return folder;
    }

    private static void RequireRefused(CommandRun run, string folder)
    {
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(
            run.Error,
            Does.Contain($"{folder}: another process is writing to this folder").And.Not.Contain("--resume").And.Not.Contain("bug"));
    }

    private static void Kill(EcgcmrProcess process)
    {
        process.Signal("KILL");
        process.End(Longest);
    }

    private static void WaitFor(EcgcmrProcess process, string file, DateTime newerThan = default)
    {
        var watch = Stopwatch.StartNew();
        while (!File.Exists(file) || File.GetLastWriteTimeUtc(file) < newerThan)
        {
            if (process.HasExited) Assert.Fail(process.End(Longest).Error);
            Assert.That(watch.Elapsed, Is.LessThan(Longest), file);
            Thread.Sleep(20);
        }
    }
}
