using System.Reflection;
using System.Runtime.CompilerServices;
using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Devices.Gpu;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Devices;

/// <summary>After Dispose, every call of a device is refused by name, and no memory is left behind.</summary>
internal sealed class DisposedDeviceTests
{
    private static IEnumerable<string> Names => ["cpu", "reference", .. GpuForTests.Names];

    [TestCaseSource(nameof(Names))]
    public void EveryCallIsRefusedWithTheNameOfTheDevice(string name)
    {
        var device = Open(name);
        var x = device.Allocate(4).View;
        var tensor = Tensor.From(device, new Shape(2), [1f, 2f]);
        device.Elementwise.Fill(x, 1);
        var (contracts, calls) = (Contracts(device), 0);
        device.Dispose();
        device.Dispose();
        using (Assert.EnterMultipleScope())
        {
            Refused(() => device.Allocate(4));
            Refused(() => device.Upload(new float[4], x));
            Refused(() => device.Upload(new double[4], x));
            Refused(() => device.Upload(Array.Empty<int>(), default));
            Refused(() => device.Download(x, new float[4]));
            Refused(() => device.Download(x, new double[4]));
            Refused(device.Synchronize);
            Refused(() => tensor.ToSingles());
            Refused(() => Tensor.Zeros(device, new Shape(3)));
            foreach (var (contract, kernels) in contracts)
            {
                foreach (var method in contract.GetMethods())
                {
                    var arguments = method.GetParameters().Select(parameter => Default(parameter.ParameterType)).ToArray();
                    Refused(() => method.Invoke(kernels, BindingFlags.DoNotWrapExceptions, null, arguments, null));
                    calls++;
                }
            }
        }
        Assert.That(calls, Is.GreaterThan(20));

        void Refused(Action call) => Assert.That(
            () => call(), Throws.TypeOf<ObjectDisposedException>().With.Message.Contains(device.Name).And.Message.Contains("disposed"));
    }

    [TestCaseSource(nameof(Names))]
    public void MemoryOnLoanIsFreedWhenItComesBack(string name)
    {
        var device = Open(name);
        var (kept, waiting) = (device.Allocate(1000), device.Allocate(5000));
        device.Elementwise.Fill(kept.View, 1);
        waiting.Release();
        LoseABuffer(device);
        device.Dispose();
        Assert.That(device.Memory.BytesReserved, Is.InRange(2000 * device.RealBytes, 2800 * device.RealBytes), "only what is on loan");
        kept.Release();
        for (var i = 0; i < 20 && device.Memory.BytesReserved > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.That(device.Memory.BytesReserved, Is.Zero);
        Assert.That(device.Memory.BytesInUse, Is.Zero);
    }

    [TestCaseSource(typeof(GpuForTests), nameof(GpuForTests.Names))]
    public void AKernelLosesItsHandle(string name)
    {
        var device = (GpuDevice)Open(name);
        var x = device.Allocate(4);
        var kernel = device.Kernel("Elementwise", "Fill");
        kernel.OverElements(4, x.View, 4, 1f);
        Assert.That(kernel.Handle, Is.Not.EqualTo((nint)0));
        device.Dispose();
        Assert.That(kernel.Handle, Is.EqualTo((nint)0));
        Assert.That(
            () => kernel.OverElements(4, x.View, 4, 1f), Throws.TypeOf<ObjectDisposedException>().With.Message.Contains(device.Name));
        Assert.That(kernel.Handle, Is.EqualTo((nint)0));
    }

    private static Device Open(string name)
    {
        if (GpuForTests.Names.Contains(name)) GpuForTests.Require(name);
        return DeviceCatalog.Open(name, threads: 2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoseABuffer(Device device) => device.Allocate(1000);

    // What the device supports; in use before it is disposed of.
    private static List<(Type Contract, object Kernels)> Contracts(Device device)
    {
        var found = new List<(Type, object)>();
        foreach (var family in typeof(IDeviceKernels).GetProperties())
        {
            var property = typeof(Device).GetProperties().Single(property => property.PropertyType == family.PropertyType);
            try
            {
                found.Add((family.PropertyType, property.GetValue(device, BindingFlags.DoNotWrapExceptions, null, null, null)!));
            }
            catch (KernelNotSupportedException)
            {
                // not on this device
            }
        }
        return found;
    }

    private static object? Default(Type type)
    {
        var value = type.IsByRef ? type.GetElementType()! : type;
        return value.IsValueType ? Activator.CreateInstance(value) : null;
    }
}
