using System.Diagnostics;
using EcgCmrNative.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Files;

/// <summary>What is expected of a reader of files that mean harm.</summary>
internal static class Hostile
{
    private const long MaxBytes = 64 << 20;

    /// <summary>Refused with the one exception of all readers, within a second and 64 MiB.</summary>
    public static DataFormatException Refused(Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var refusal = Assert.Throws<DataFormatException>(() => read())!;
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MaxBytes));
        return refusal;
    }

    /// <summary>Read, or refused in that way.</summary>
    public static void ReadOrRefused(Action read)
    {
        try { read(); }
        catch (DataFormatException) { /* the one that is allowed */ }
    }
}
