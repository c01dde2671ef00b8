using System.Diagnostics;
using System.Globalization;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Processes;

/// <summary>
/// Kills training processes at random moments (SIGKILL), resumes them to the end, and compares the checkpoint with that of an
/// undisturbed run. A few kills by default; <c>ECGCMR_TEST_KILLS</c> is the number for each recipe.
/// </summary>
public sealed class KilledRunTests
{
    private const int KillsPerRun = 4;
    private const int Epochs = 3;

    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("ECGCMR_TEST_KILLS") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture);

    private PairStores _stores = null!;

    private static IEnumerable<string> Names() => SmallPretraining.Names;

    [OneTimeSetUp]
    public void Prepare()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("needs signals");
        _stores = new PairStores();
    }

    [OneTimeTearDown]
    public void CleanUp() => _stores?.Dispose();

    [TestCaseSource(nameof(Names))]
    public void A_killed_run_ends_bit_for_bit_like_an_undisturbed_one(string name)
    {
        var whole = _stores.Folder[$"whole-{name}"];
        var watch = Stopwatch.StartNew();
        var undisturbed = EcgcmrProcess.Run(Words(name, whole));
        var duration = watch.Elapsed;
        Assert.That(undisturbed.ExitCode, Is.Zero, undisturbed.Error);
        var expected = SmallPretraining.Tensors(whole);

        var random = new Random(Environment.GetEnvironmentVariable("ECGCMR_TEST_KILLS") is null ? 1 : Environment.TickCount);
        var (kills, runs, exact, resumed) = (0, 0, 0, 0);
        while (kills < Kills)
        {
            var folder = _stores.Folder[$"killed-{name}-{runs++}"];
            for (var left = KillsPerRun; left > 0 && kills < Kills; left--)
            {
                using var process = Start(name, folder);
                Thread.Sleep(duration * (0.2 + 0.7 * random.NextDouble()));
                if (process.HasExited)
                {
                    // The machine has become faster.
                    duration *= 0.8;
                    break;
                }
                process.Signal("KILL");
                process.End(TimeSpan.FromSeconds(10));
                kills++;
                if (HasCheckpoint(folder)) resumed++;
            }
            using var last = Start(name, folder);
            var end = last.End(TimeSpan.FromMinutes(3));
            Assert.That(end.ExitCode, Is.Zero, end.Error);
            if (SmallPretraining.AreEqual(expected, SmallPretraining.Tensors(folder))) exact++;
            using var run = new RunFolder(folder);
            Assert.That(run.ReadEpochs().Select(epoch => epoch["epoch"]), Is.EqualTo(Enumerable.Range(0, Epochs)));
            Assert.That(Directory.GetFiles(folder, "*.tmp"), Is.Empty);
            Assert.That(Directory.GetFiles(folder, "*.lock"), Is.Empty);
            Directory.Delete(folder, recursive: true);
        }
        TestContext.Out.WriteLine(
            $"{name}: {kills} kills in {runs} runs, {resumed} of them after a checkpoint; {exact} of {runs} runs exact");
        Assert.That(exact, Is.EqualTo(runs));
    }

    private EcgcmrProcess Start(string name, string folder) =>
        EcgcmrProcess.Start(HasCheckpoint(folder) ? [.. Words(name, folder), "--resume"] : Words(name, folder));

    private string[] Words(string name, string folder) =>
        SmallPretraining.Words(name, _stores, folder, Epochs, "--checkpoint-steps", "1");

    private static bool HasCheckpoint(string folder) => File.Exists(Path.Combine(folder, RunFolder.LastCheckpoint));
}
