using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training;

/// <summary>The estimate of a step's memory is never above what a step takes, and refuses what cannot fit.</summary>
public sealed class TrainingMemoryTests
{
    private const long MostBytes = 64 << 20;

    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Prepare() => _stores = new PairStores();

    [OneTimeTearDown]
    public void CleanUp() => _stores.Dispose();

    [TestCase("pluto", 1000, 4, 0.0)]
    [TestCase("pluto", 1000, 4, 0.5)]
    [TestCase("tiny", 1000, 3, 0.0)]
    [TestCase("pluto", 100, 2, 0.0)]
    public void A_step_keeps_at_least_what_is_estimated_and_not_much_more(string preset, int window, int batch, double simSiamWeight)
    {
        using var device = new CpuDevice(threads: 1);
        var options = new MaskedModellingOptions { Preset = preset, Window = window, SimSiamWeight = simSiamWeight };
        var recipe = new MaskedModellingRecipe(
            device, _stores.Ecgs, [.. Enumerable.Range(0, batch)], [batch], options, new TrainingOptions { BatchSize = batch });
        var loaded = recipe.CreateBatch(batch);
        recipe.Load(loaded, [.. Enumerable.Range(0, batch)], epoch: 0);
        using var tape = new Tape();
        var before = device.Memory.BytesInUse;
        recipe.Loss(loaded, 0, new MetricSums());
        var kept = device.Memory.BytesInUse - before;
        var estimated = device.RealBytes * TrainingMemory.Activations(recipe.Autoencoder.Configuration, batch);
        TestContext.Out.WriteLine($"{preset}, {window}: {kept} bytes kept, {estimated} estimated");
        Assert.That(estimated, Is.LessThanOrEqualTo(kept));
        Assert.That(estimated, Is.GreaterThan(0.6 * kept));
    }

    [Test]
    public void Activations_that_cannot_fit_are_refused_before_they_are_allocated()
    {
        using var device = new CpuDevice(threads: 1);
        var options = new MaskedModellingOptions { Preset = "tiny", Window = 1000 };
        var perSample = device.RealBytes * TrainingMemory.Activations(options.Model(_stores.Ecgs.Leads), 1);
        var batch = (int)(1.1 * MachineMemory.AvailableBytes / perSample);
        var training = new TrainingOptions { BatchSize = batch };
        // The batches themselves would fit.
        Assert.That(() => options.Validate(training, _stores.Ecgs.Leads), Throws.Nothing);
        int[] rows = [.. Enumerable.Repeat(0, batch)];
        var bytes = GC.GetTotalAllocatedBytes();
        var refused = Assert.Throws<ArgumentException>(
            () => new MaskedModellingRecipe(device, _stores.Ecgs, rows, [1], options, training));
        Assert.That(GC.GetTotalAllocatedBytes() - bytes, Is.LessThan(MostBytes));
        Assert.That(device.Memory.BytesReserved, Is.Zero);
        Assert.That(refused!.ParamName, Is.EqualTo(nameof(TrainingOptions.BatchSize)));
        Assert.That(
            refused.Message,
            Does.Contain($"activations of batches of {batch} windows (a low estimate)")
                .And.Contain($"would need {MachineMemory.Text(batch * perSample)} of memory")
                .And.Contain($"this machine has {MachineMemory.Text(MachineMemory.AvailableBytes)}"));
    }

    /// <summary>No batch is larger than the training set.</summary>
    [Test]
    public void A_batch_size_above_the_training_set_is_not_refused_for_its_activations()
    {
        using var device = new CpuDevice(threads: 1);
        var options = new MaskedModellingOptions { Preset = "tiny", Window = 1000 };
        var perSample = device.RealBytes * TrainingMemory.Activations(options.Model(_stores.Ecgs.Leads), 1);
        var batch = (int)(1.1 * MachineMemory.AvailableBytes / perSample);
        Assert.That(() => TrainingMemory.RequireActivations(device, options.Model(_stores.Ecgs.Leads), 5), Throws.Nothing);
        Assert.That(
            () => TrainingMemory.RequireActivations(device, options.Model(_stores.Ecgs.Leads), batch), Throws.ArgumentException);
    }
}
