using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>Settings that need more memory than a machine has are refused with the bytes they need, before they are allocated.</summary>
public sealed class MemoryRefusalTests
{
    private const long MostBytes = 64 << 20;

    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Prepare()
    {
        if (MachineMemory.AvailableBytes > 1_000_000_000_000) Assert.Ignore("needs a machine with less than 1 TB of memory");
        _stores = new PairStores();
    }

    [OneTimeTearDown]
    public void CleanUp() => _stores?.Dispose();

    [TestCase("pretrain mdm --ecg ECG --out OUT --batch-size 1000000 --window 21600000", "--window")]
    [TestCase("pretrain mdm --ecg ECG --out OUT --batch-size 1000000 --window 100000", "--batch-size")]
    [TestCase("pretrain simclr-ecg --ecg ECG --out OUT --batch-size 1000000 --window 100000", "--batch-size")]
    [TestCase("pretrain simclr-cmr --cmr CMR --out OUT --batch-size 1000000 --image-size 4096", "--batch-size")]
    public void The_option_and_the_bytes_are_named(string line, string option)
    {
        string[] words =
        [
            .. line.Split(' ').Select(word => word switch
            {
                "ECG" => _stores.Folder["ecg"], "CMR" => _stores.Folder["cmr"], "OUT" => _stores.Folder["out"], _ => word,
            }),
        ];
        var before = GC.GetTotalAllocatedBytes();
        var run = CommandRun.Of(words);
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(MostBytes));
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError), run.Error);
        Assert.That(
            run.Error,
            Does.Match(@"would need \d[\d.E+]* [TPE]B of memory; this machine has \d[\d.]* [GM]B").And.Contain($"({option})"));
        Assert.That(_stores.Folder["out"], Does.Not.Exist);
    }
}
