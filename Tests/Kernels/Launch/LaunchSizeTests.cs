using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Gemm.Gpu;
using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Kernels.Reconstruction;
using EcgCmrNative.Tests.Kernels.Devices.Gpu;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Launch;

/// <summary>
/// Sizes around 2³¹ on GPU devices: computed with 64 bits, or refused before the launch with the kernel, the size and the limit.
/// </summary>
internal sealed class LaunchSizeTests
{
    private const long Large = 3_000_000_000;

    private static readonly (string Name, Action<Device> Run)[] TooLarge =
    [
        ("fill", device => device.Elementwise.Fill(Reals(device), 0)),
        ("add", device => device.Elementwise.Add(Reals(device), Reals(device), Reals(device))),
        ("add table", device => device.Elementwise.AddTable(Reals(device), Reals(device), Reals(device))),
        ("activation", device => device.Activation.Forward(ActivationFunction.Gelu, Reals(device), Reals(device))),
        ("sum", device => device.Reduction.Sum(Reals(device), 1, Reals(device, 1), false)),
        ("dot product", device => device.Reduction.Dot(Reals(device), Reals(device), Reals(device, 1), false)),
        ("count", device => device.Reduction.CountNonFinite(Reals(device), Reals(device, 1), false)),
        ("sum over rows", device => device.Reduction.SumRows(int.MaxValue, 1, Reals(device, int.MaxValue), 1, Reals(device, 1), false)),
        ("sum of wide rows", device => device.Reduction.SumRows(
            1, int.MaxValue, Reals(device, int.MaxValue), 1, Reals(device, int.MaxValue), false)),
        ("gather rows", device => device.Gather.Rows(1, Reals(device, 1), Indices(device), default, Reals(device), false)),
        ("scatter rows", device => device.Gather.ScatterAdd(1, Reals(device), Indices(device), Reals(device, 1))),
        ("scatter to rows", device => device.Gather.ScatterAdd(1, Reals(device, 1), Indices(device, 1), Reals(device))),
        ("sum substituted rows", device => device.Gather.SumSubstituted(1, Reals(device), Indices(device), Reals(device, 1), false)),
        ("permute", device => device.Gather.Permute(AxisOrder.Of([60000, 50000], [1, 0]), Reals(device), Reals(device), false)),
        ("copy runs", device => device.Gather.CopyRuns(60000, 50000, Reals(device), 50000, Reals(device), 50000, false)),
        ("copy long runs", device => device.Gather.CopyRuns(1, Large, Reals(device), Large, Reals(device), Large, false)),
        ("softmax", device => device.Softmax.Forward(1, int.MaxValue, Reals(device, int.MaxValue), Reals(device, int.MaxValue))),
        ("layer norm", device => device.LayerNorm.Forward(
            1, int.MaxValue, Reals(device, int.MaxValue), default, default, 1e-5, Reals(device, int.MaxValue), default, default)),
        ("layer norm parameters", device => device.LayerNorm.BackwardParameters(
            int.MaxValue, 1, Reals(device, int.MaxValue), Reals(device, int.MaxValue), Reals(device, int.MaxValue),
            Reals(device, int.MaxValue), Reals(device, 1), Reals(device, 1), false)),
        ("rows of a product", device => device.Gemm.Multiply(
            new GemmProblem(int.MaxValue, 1, 1), Reals(device, int.MaxValue), Reals(device, 1), Reals(device, int.MaxValue))),
        ("columns of a product", device => device.Gemm.Multiply(
            new GemmProblem(20, int.MaxValue, 1), Reals(device, 20), Reals(device, int.MaxValue), Reals(device, 20L * int.MaxValue))),
        ("numbers in a product", device => device.Gemm.Multiply(
            new GemmProblem(1, 1, int.MaxValue), Reals(device, int.MaxValue), Reals(device, int.MaxValue), Reals(device, 1))),
        ("random numbers", device => device.Random.Uniform(new RandomStream(1, 2), 0, 0, 1, Reals(device))),
        ("Adam", device => device.OptimizerStep.Adam(
            new AdamSettings(1e-3, 0.9, 0.99, 1e-8, 0.1, Decoupled: true, Step: 1), Reals(device), Reals(device), Reals(device),
            Reals(device), default)),
        ("LARS", device => device.OptimizerStep.Lars(
            new LarsSettings(1e-3, 0.9, 0.1, 1e-3, Adapt: true), Reals(device), Reals(device), Reals(device), default)),
        ("squared error", device => device.Reconstruction.SquaredError(Reals(device), Reals(device), 1, Reals(device, 1))),
        ("correlation", device => device.Reconstruction.Correlation(
            1, int.MaxValue, Reals(device, int.MaxValue), Reals(device, int.MaxValue), 1e-6, Reals(device, SignalRows.Statistics),
            Reals(device, 1))),
    ];

    private static IEnumerable<TestCaseData> Refused() =>
        TooLarge.Select(entry => new TestCaseData(entry.Run).SetArgDisplayNames(entry.Name));

    [TestCaseSource(nameof(Refused))]
    public void ASizeThatDoesNotFitIsRefusedBeforeTheLaunch(Action<Device> run)
    {
        using var device = new SizesDevice();
        Assert.That(
            () => run(device),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("kernel ").And.Message.Contains(device.Name)
                .And.Message.Matches("is (3000000000|2147483647)").And.Message.Contains($"at most {GpuKernel.MaxSize}"));
        Assert.That(device.Launches, Is.Empty);
    }

    [Test]
    public void TheLargestSizeIsLaunched()
    {
        using var device = new SizesDevice();
        device.Elementwise.Fill(Reals(device, GpuKernel.MaxSize), 0);
        device.Reduction.Sum(Reals(device, GpuKernel.MaxSize), 1, Reals(device, 1), false);
        var (x, y) = (Reals(device, GpuKernel.MaxSize), Reals(device, GpuKernel.MaxSize));
        device.Gather.Permute(AxisOrder.Of([2, GpuKernel.MaxSize / 2], [1, 0]), x, y, false);
        device.Reduction.SumRows(GpuKernel.MaxSize, 1, Reals(device, GpuKernel.MaxSize), 1, Reals(device, 1), false);
        Assert.That(device.Launches, Has.Count.EqualTo(6));
        Assert.That(device.Launches.SelectMany(launch => launch.Numbers), Is.All.InRange(0, GpuKernel.MaxSize));
    }

    [Test]
    public void RowsOfMatricesMayBeManyButForTilesNotLong()
    {
        using var device = new SizesDevice();
        Multiply(100_000, 64, 100_000);
        Multiply(64, 64, GpuGemm.MaxStepOfTiles + 1);
        Assert.That(device.Launches.Select(launch => launch.Kernel), Is.EqualTo(new[] { "Gemm_Tile64", "Gemm_Naive" }));

        void Multiply(int m, int n, int k) => device.Gemm.Multiply(
            new GemmProblem(m, n, k), Reals(device, (long)m * k), Reals(device, (long)k * n), Reals(device, (long)m * n));
    }

    [Test]
    public void ASliceOfLongRunsNamesTheirRealLength()
    {
        using var device = new SizesDevice();
        var x = Tensor.Uninitialized(device, new Shape(2, 50_000, 50_000));
        Assert.That(
            () => x.Slice(1, 1..),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("Gather_CopyRuns").And.Message.Contains("4999900000"));
        Assert.That(
            () => Tensor.Concatenate(1, x, x), Throws.TypeOf<NotSupportedException>().With.Message.Contains("Gather_CopyRuns"));
    }

    [Test]
    public void ConcatenatedRowsLieWhereSixtyFourBitsSay()
    {
        using var device = new SizesDevice();
        var x = Tensor.Uninitialized(device, new Shape(30_000, 50_000));
        Tensor.Concatenate(0, x, x, x);
        Assert.That(device.Copies, Is.EqualTo(new[] { (0L, 1_500_000_000L), (1_500_000_000L, 1_500_000_000L), (Large, 1_500_000_000L) }));
    }

    [Test]
    public void ShapesBeyondThirtyTwoBitsAreRefusedByTheOperator()
    {
        using var device = new SizesDevice();
        var x = Tensor.Uninitialized(device, new Shape(60_000, 50_000, 2));
        var rows = Tensor.Uninitialized(device, new Shape(2_000_000_000));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => x.Slice(2, ..1), Throws.TypeOf<ShapeException>().With.Message.Contains("slice").And.Message.Contains("3000000000"));
            Assert.That(
                () => Tensor.Concatenate(0, rows, rows),
                Throws.TypeOf<ShapeException>().With.Message.Contains("concatenate").And.Message.Contains("4000000000"));
            Assert.That(
                () => Tensor.Uninitialized(device, new Shape()).BroadcastTo(new Shape(60_000, 50_000)),
                Throws.TypeOf<ShapeException>().With.Message.Contains("broadcast").And.Message.Contains("3000000000"));
        }
    }

    private static BufferView Reals(Device device, long length = Large) => device.Allocate(length).View;

    // Their range is known, so that no check reads them.
    private static BufferView Indices(Device device, long length = Large)
    {
        var indices = device.Allocate(length, ElementKind.Int32);
        indices.Indices = new IndexRange(0, 0);
        return indices.View;
    }
}
