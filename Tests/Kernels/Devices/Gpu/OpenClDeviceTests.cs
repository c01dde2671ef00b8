using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Devices.OpenCl;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Devices.Gpu;

internal sealed class OpenClDeviceTests
{
    [Test]
    public void WorkIsQueuedInOrderAndCopiesArrive()
    {
        var device = OpenClForTests.Require();
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
    public void ALaunchAllocatesNothing()
    {
        var device = OpenClForTests.Require();
        var x = device.Allocate(64);
        for (var i = 0; i < 10; i++) device.Elementwise.AddScaled(1, x.View, 1, x.View);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) device.Elementwise.AddScaled(1, x.View, 1, x.View);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        device.Synchronize();
    }

    [Test]
    public void RefusesWhatDoesNotFit()
    {
        var device = OpenClForTests.Require();
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
        OpenClForTests.Require();
        Assert.That(() => new OpenClDevice(1000), Throws.TypeOf<DeviceUnavailableException>().With.Message.Contains("1000"));
        Assert.That(() => DeviceCatalog.Open("gpu"), Throws.TypeOf<DeviceUnavailableException>().With.Message.Contains("opencl"));
        Assert.That(DeviceCatalog.List().Select(entry => entry.Name), Does.Contain("cpu").And.Contain("opencl:0"));
    }

    [Test]
    public void ClosesAndOpensAgain()
    {
        OpenClForTests.Require();
        for (var i = 0; i < 2; i++)
        {
            using var device = new OpenClDevice();
            var x = device.Allocate(8).View;
            device.Elementwise.Fill(x, i);
            var numbers = new float[8];
            device.Download(x, numbers);
            Assert.That(numbers, Is.All.EqualTo(i));
        }
    }
}
