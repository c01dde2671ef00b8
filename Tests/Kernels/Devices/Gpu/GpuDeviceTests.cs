using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Devices.Gpu;

[TestFixtureSource(typeof(GpuForTests), nameof(GpuForTests.Names))]
internal sealed class GpuDeviceTests(string gpu)
{
    [Test]
    public void WorkIsQueuedInOrderAndCopiesArrive()
    {
        var device = GpuForTests.Require(gpu);
        var x = device.Allocate(100);
        var y = device.Allocate(100);
        device.Upload(Enumerable.Range(0, 100).Select(i => (float)i).ToArray(), x.View);
        device.Elementwise.Copy(x.View.Slice(10, 50), y.View.Slice(0, 50));
        device.Elementwise.Fill(x.View, -1);
        device.Elementwise.Copy(x.View.Slice(0, 50), y.View.Slice(50, 50));
        var numbers = new double[100];
        device.Download(y.View, numbers);
        Assert.That(numbers, Is.EqualTo(Enumerable.Range(10, 50).Concat(Enumerable.Repeat(-1, 50))));
    }

    [Test]
    public void AnUploadedArrayMayBeChangedAtOnce([Values(1, 100_000)] int length)
    {
        var device = GpuForTests.Require(gpu);
        var buffers = Enumerable.Range(0, 20).Select(_ => device.Allocate(length)).ToArray();
        var numbers = new float[length];
        for (var i = 0; i < buffers.Length; i++)
        {
            Array.Fill(numbers, i);
            device.Upload(numbers, buffers[i].View);
        }
        Array.Fill(numbers, -1);
        for (var i = 0; i < buffers.Length; i++)
        {
            device.Download(buffers[i].View, numbers);
            Assert.That(numbers, Is.All.EqualTo(i));
            buffers[i].Release();
        }
    }

    [Test]
    public void EveryThreadMayUseIt()
    {
        var device = GpuForTests.Require(gpu);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            var x = device.Allocate(1000);
            var numbers = new float[1000];
            for (var repeat = 0; repeat < 20; repeat++)
            {
                device.Elementwise.Fill(x.View, i + repeat);
                device.Download(x.View, numbers);
                Assert.That(numbers, Is.All.EqualTo(i + repeat));
            }
            x.Release();
        });
    }

    [Test]
    public void ALaunchAllocatesNothing()
    {
        var device = GpuForTests.Require(gpu);
        var x = device.Allocate(64);
        for (var i = 0; i < 100; i++) device.Elementwise.AddScaled(1, x.View, 1, x.View);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) device.Elementwise.AddScaled(1, x.View, 1, x.View);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        device.Synchronize();
    }

    [Test]
    public void RefusesWhatDoesNotFit()
    {
        var device = GpuForTests.Require(gpu);
        var x = device.Allocate(10).View;
        Assert.That(() => device.Upload(new float[9], x), Throws.ArgumentException);
        Assert.That(() => device.Upload(new int[10], x), Throws.ArgumentException);
        Assert.That(() => device.Elementwise.Add(x, x.Slice(0, 9), x), Throws.ArgumentException);
        Assert.That(() => device.Kernel("Gemm", "Unheard"), Throws.TypeOf<KernelNotSupportedException>());
        var gone = device.Allocate(10);
        gone.Release();
        Assert.That(() => device.Elementwise.Fill(gone.View, 0), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void NamesWhatIsNotThere()
    {
        GpuForTests.Require(gpu);
        Assert.That(() => DeviceCatalog.Open($"{gpu}:1000"), Throws.TypeOf<DeviceUnavailableException>().With.Message.Contains("1000"));
        Assert.That(() => DeviceCatalog.Open("gpu"), Throws.TypeOf<DeviceUnavailableException>().With.Message.Contains(gpu));
        Assert.That(DeviceCatalog.List().Select(entry => entry.Name), Does.Contain("cpu").And.Contain($"{gpu}:0"));
    }

    [Test]
    public void ClosesAndOpensAgain()
    {
        GpuForTests.Require(gpu);
        for (var i = 0; i < 2; i++)
        {
            using var device = DeviceCatalog.Open(gpu);
            var x = device.Allocate(8).View;
            device.Elementwise.Fill(x, i);
            var numbers = new float[8];
            device.Download(x, numbers);
            Assert.That(numbers, Is.All.EqualTo(i));
        }
    }
}
