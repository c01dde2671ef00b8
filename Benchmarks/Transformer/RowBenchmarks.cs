using BenchmarkDotNet.Attributes;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Benchmarks.Transformer;

/// <summary>
/// Layer norm and softmax over the tokens of 32 ECGs, encoder and decoder, on normal numbers. Copying the matrix is the bound.
/// </summary>
public class RowBenchmarks
{
    private CpuDevice _device = null!;
    private int _rows, _columns;
    private BufferView _x, _y, _dy, _dx, _gamma, _beta, _dGamma, _dBeta, _mean, _reciprocalDeviation;

    /// <summary>Rows and columns.</summary>
    [Params("1920 x 384", "9632 x 256")]
    public string Shape { get; set; } = "";

    /// <summary>Threads of the device.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var sizes = Shape.Split(" x ").Select(int.Parse).ToArray();
        (_rows, _columns) = (sizes[0], sizes[1]);
        _device = new CpuDevice(Threads);
        var length = _rows * _columns;
        (_x, _y, _dy, _dx) = (Normal(1, length), Normal(2, length), Normal(3, length), Normal(4, length));
        (_gamma, _beta, _dGamma, _dBeta) = (Normal(5, _columns), Normal(6, _columns), Normal(7, _columns), Normal(8, _columns));
        (_mean, _reciprocalDeviation) = (Normal(9, _rows), Normal(10, _rows));
    }

    /// <summary>Gives them back.</summary>
    [GlobalCleanup]
    public void Cleanup() => _device.Dispose();

    /// <summary>Reads one matrix, writes one.</summary>
    [Benchmark(Baseline = true)]
    public void Copy() => _device.Elementwise.Copy(_x, _y);

    /// <summary>Reads one matrix, writes one.</summary>
    [Benchmark]
    public void LayerNorm() => _device.LayerNorm.Forward(_rows, _columns, _x, _gamma, _beta, 1e-6, _y, _mean, _reciprocalDeviation);

    /// <summary>Reads two matrices, writes one.</summary>
    [Benchmark]
    public void LayerNormBackwardInput() =>
        _device.LayerNorm.BackwardInput(_rows, _columns, _x, _gamma, _mean, _reciprocalDeviation, _dy, _dx, accumulate: false);

    /// <summary>Reads two matrices.</summary>
    [Benchmark]
    public void LayerNormBackwardParameters() =>
        _device.LayerNorm.BackwardParameters(_rows, _columns, _x, _mean, _reciprocalDeviation, _dy, _dGamma, _dBeta, accumulate: false);

    /// <summary>Reads one matrix, writes one.</summary>
    [Benchmark]
    public void Softmax() => _device.Softmax.Forward(_rows, _columns, _x, _y);

    /// <summary>Reads two matrices, writes one.</summary>
    [Benchmark]
    public void SoftmaxBackward() => _device.Softmax.Backward(_rows, _columns, _y, _dy, _dx, accumulate: false);

    private BufferView Normal(ulong stream, int length)
    {
        var view = _device.Allocate(length).View;
        _device.Random.Normal(new RandomStream(1, stream), 0, 0, 1, view);
        return view;
    }
}
