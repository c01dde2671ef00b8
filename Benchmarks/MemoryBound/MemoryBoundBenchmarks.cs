using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gather;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Benchmarks.MemoryBound;

/// <summary>
/// Kernels whose time is that of moving their numbers, at the sizes of an ECG transformer with 7 million parameters, on normal numbers.
/// The peers run on one thread; <c>Threads = 1</c> compares like with like. The comment of each says the bytes that it moves.
/// </summary>
public class MemoryBoundBenchmarks
{
    private const int Parameters = 7_000_000;
    private const int Rows = 9632;
    private const int Columns = 1024;
    private readonly float[] _x = new float[Parameters], _y = new float[Parameters];
    private CpuDevice _device = null!;
    private BufferView _a, _b, _c, _d, _matrix, _transposed;

    /// <summary>Threads of the device.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _device = new CpuDevice(Threads);
        (_a, _b, _c, _d) = (Normal(1, Parameters), Normal(2, Parameters), Normal(3, Parameters), Normal(4, Parameters));
        (_matrix, _transposed) = (Normal(5, Rows * Columns), Normal(6, Rows * Columns));
        _device.Elementwise.Multiply(_d, _d, _d, accumulate: false);
        _device.Download(_a, _x);
    }

    /// <summary>Gives them back.</summary>
    [GlobalCleanup]
    public void Cleanup() => _device.Dispose();

    /// <summary>56 MB.</summary>
    [Benchmark]
    public void PeerCopy() => _x.AsSpan().CopyTo(_y);

    /// <summary>56 MB.</summary>
    [Benchmark]
    public void Copy() => _device.Elementwise.Copy(_a, _b);

    /// <summary>28 MB.</summary>
    [Benchmark]
    public float PeerSum() => TensorPrimitives.Sum<float>(_x);

    /// <summary>28 MB.</summary>
    [Benchmark]
    public void Sum() => _device.Reduction.Sum(_a, 1, _b.Slice(0, 1), accumulate: false);

    /// <summary>39 MB: the gradient of a bias.</summary>
    [Benchmark]
    public void SumRows() => _device.Reduction.SumRows(Rows, Columns, _matrix, 1, _b.Slice(0, Columns), accumulate: false);

    /// <summary>196 MB: reads w, g, m, v, writes w, m, v.</summary>
    [Benchmark]
    public void AdamW() =>
        _device.OptimizerStep.Adam(new AdamSettings(1e-4, 0.9, 0.95, 1e-8, 0.05, Decoupled: true, Step: 10), _a, _b, _c, _d, default);

    /// <summary>56 MB, and an error function.</summary>
    [Benchmark]
    public void Gelu() => _device.Activation.Forward(ActivationFunction.Gelu, _a, _b);

    /// <summary>79 MB: [9632, 1024] transposed.</summary>
    [Benchmark]
    public void Transpose() => _device.Gather.Permute(AxisOrder.Of([Rows, Columns], [1, 0]), _matrix, _transposed, accumulate: false);

    /// <summary>28 MB: a dropout mask.</summary>
    [Benchmark]
    public void Bernoulli() => _device.Random.Bernoulli(new RandomStream(1, 1), 0, 0.9, 1 / 0.9, _b);

    private BufferView Normal(ulong stream, int length)
    {
        var view = _device.Allocate(length).View;
        _device.Random.Normal(new RandomStream(1, stream), 0, 0, 1, view);
        return view;
    }
}
