using System.Diagnostics;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Processes;

/// <summary>Signals to the program, and files that never end.</summary>
public sealed class SignalTests
{
    /// <summary>The program ends within a second; a loaded machine may add to it.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);

    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Prepare()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("needs signals");
        _stores = new PairStores();
    }

    [OneTimeTearDown]
    public void CleanUp() => _stores?.Dispose();

    /// <summary>The store is closed while the first batches are still being loaded.</summary>
    [TestCase("INT", 130)]
    [TestCase("TERM", 143)]
    public void A_training_stops_at_any_moment_with_the_code_of_its_signal(string signal, int code)
    {
        for (var moment = 0; moment < 6; moment++)
        {
            var folder = _stores.Folder[$"{signal}-{moment}"];
            using var process = EcgcmrProcess.Start(SmallPretraining.Words("mdm", _stores, folder, epochs: 10_000));
            Thread.Sleep(350 + 150 * moment);
            process.Signal(signal);
            var run = process.End(TimeSpan.FromSeconds(20));
            // Before the program listens, the system ends it, with the same code.
            Assert.That(run.ExitCode, Is.EqualTo(code), run.Error);
            Assert.That(run.Error, Does.Not.Contain("Fatal").And.Not.Contain("bug"));
        }
    }

    [Test]
    public void A_long_bootstrap_stops_soon()
    {
        var folder = _stores.Folder["probed"];
        Assert.That(EcgcmrProcess.Run(SmallPretraining.Words("mdm", _stores, folder, epochs: 1)).ExitCode, Is.Zero);
        using var process = EcgcmrProcess.Start(
        [
            "probe", "--weights", folder, "--ecg", _stores.Folder["ecg"], "--validation", "0.2", "--test", "0.5", "--seed", "0",
            "--allow-seen", "--resamples", "100000000", "--threads", "1",
        ]);
        Thread.Sleep(4000);
        Assert.That(process.HasExited, Is.False, () => process.End(TimeSpan.FromSeconds(1)).Error);
        StopsSoon(process, "TERM", 143);
    }

    /// <summary>A read that hangs cannot be cancelled; the process ends nevertheless.</summary>
    [TestCase("inspect FILE")]
    [TestCase("prepare --ecg FOLDER --out STORE")]
    public void A_read_that_hangs_does_not_hold_the_program(string command)
    {
        var library = PreloadedLibrary.Require(_stores.Folder);
        var folder = Directory.CreateDirectory(_stores.Folder["hanging"]).FullName;
        var file = Path.Combine(folder, "slow.npy");
        File.WriteAllBytes(file, new byte[200]);
        string[] words = [.. command.Split(' ').Select(word => word switch
        {
            "FILE" => file, "FOLDER" => folder, "STORE" => _stores.Folder["never"], _ => word,
        })];
        using var process = EcgcmrProcess.Start(words, library.Loaded);
        Thread.Sleep(2500);
        Assert.That(process.HasExited, Is.False, "the file takes a minute to open");
        StopsSoon(process, "INT", 130);
    }

    [TestCase("inspect FILE")]
    [TestCase("embed --weights FILE --ecg FILE --out OUT")]
    [TestCase("prepare --ecg FOLDER --out STORE")]
    public void A_named_pipe_is_refused(string command)
    {
        var folder = Directory.CreateDirectory(_stores.Folder[$"pipes-{command.Split(' ')[0]}"]).FullName;
        var pipe = Path.Combine(folder, "pipe.npy");
        using (var make = Process.Start("mkfifo", [pipe])) make.WaitForExit();
        string[] words = [.. command.Split(' ').Select(word => word switch
        {
            "FILE" => pipe, "FOLDER" => folder, "STORE" => _stores.Folder["no-store"], "OUT" => _stores.Folder["e.npy"], _ => word,
        })];
        var run = EcgcmrProcess.Run(words);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Error, Does.Not.Contain("bug"));
        if (!command.StartsWith("prepare", StringComparison.Ordinal)) Assert.That(run.Error, Does.Contain("is a pipe"));
    }

    [Test]
    public void A_device_is_refused()
    {
        var run = EcgcmrProcess.Run(["inspect", "/dev/zero"]);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Error, Does.Contain("is a device").And.Not.Contain("bug"));
    }

    private static void StopsSoon(EcgcmrProcess process, string signal, int code)
    {
        var watch = Stopwatch.StartNew();
        process.Signal(signal);
        var run = process.End(TimeSpan.FromSeconds(20));
        TestContext.Out.WriteLine($"ended after {watch.Elapsed.TotalSeconds:F2} s");
        Assert.That(run.ExitCode, Is.EqualTo(code), run.Error);
        Assert.That(watch.Elapsed, Is.LessThan(Soon));
    }
}
