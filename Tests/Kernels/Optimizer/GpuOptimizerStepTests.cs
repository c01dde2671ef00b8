using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Tests.Kernels.Devices.Gpu;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Optimizer;

[TestFixtureSource(typeof(GpuForTests), nameof(GpuForTests.Names))]
internal sealed class GpuOptimizerStepTests(string gpu)
{
    private const int Length = 1000;

    [Test]
    public void Adam([Values] bool decoupled, [Values] bool scaled) => Steps(
        (device, x, step) => device.OptimizerStep.Adam(
            new AdamSettings(0.01, 0.9, 0.95, 1e-8, 0.05, decoupled, step), x[0], x[1], x[2], x[3], scaled ? x[4] : default));

    [Test]
    public void Sgd([Values] bool nesterov, [Values] bool momentum) => Steps(
        (device, x, _) => device.OptimizerStep.Sgd(new SgdSettings(0.1, 0.9, 0.01, nesterov), x[0], x[1], momentum ? x[2] : default, x[4]));

    [Test]
    public void Lars([Values] bool adapt) => Steps(
        (device, x, _) => device.OptimizerStep.Lars(new LarsSettings(0.1, 0.9, 1e-3, 0.001, adapt), x[0], x[1], x[2], x[4]));

    // Parameter, gradient, two moments and a gradient scale; the moments start from zero, the gradient is the same in every step.
    private void Steps(Action<Device, BufferView[], int> update) => DevicePair.Agree(
        gpu, 1e-6, [Length, Length, Length, Length, 1],
        (device, x) =>
        {
            device.Elementwise.Fill(x[2], 0);
            device.Elementwise.Fill(x[3], 0);
            for (var step = 1; step <= 3; step++) update(device, x, step);
        },
        0, 2, 3);
}
