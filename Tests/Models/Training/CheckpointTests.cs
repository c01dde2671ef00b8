using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training;

/// <summary>What a checkpoint costs; that it restores a run bit for bit is in <see cref="TrainerTests"/>.</summary>
public sealed class CheckpointTests
{
    /// <summary>Model and optimiser go to and from the file in pieces: 12 MB here would be a second copy.</summary>
    [Test]
    public void Memory_does_not_grow_with_the_model()
    {
        using var device = new CpuDevice(threads: 1);
        using var folder = new TemporaryFolder();
        var model = new Linear(device, new RandomSource(1), 1000, 1000);
        var optimizer = new Adam([new ParameterGroup("all", [.. model.TrainableParameters()])]);
        var path = folder["c.safetensors"];

        // The first call compiles code.
        Checkpoint.Save(path, model, [optimizer], new TrainingState(), "{}");
        Checkpoint.Load(path, model, [optimizer]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Checkpoint.Save(path, model, [optimizer], new TrainingState(), "{}");
        Checkpoint.Load(path, model, [optimizer]);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20));
        Assert.That(new FileInfo(path).Length, Is.GreaterThan(12_000_000));
    }
}
