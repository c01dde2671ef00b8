using BenchmarkDotNet.Attributes;
using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Benchmarks.Transformer;

/// <summary>
/// Attention at the sizes of the masked ECG autoencoder, on packed normal numbers. A forward pass is 4 · batch · heads · tokens² · width
/// operations, a backward pass 10 (it computes the scores again). The composed kernel keeps the scores in memory.
/// </summary>
public class AttentionBenchmarks
{
    private const int Batch = 32;
    private CpuDevice _device = null!;
    private ComposedAttention _composed = null!;
    private AttentionProblem _problem;
    private BufferView _packed, _gradient, _output, _dOutput, _logSumExp;

    /// <summary>Heads, tokens and width of a head: encoder, decoder, encoder without masking.</summary>
    [Params("6 x 60 x 64", "8 x 301 x 32", "6 x 301 x 64")]
    public string Shape { get; set; } = "";

    /// <summary>Threads of the device.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var sizes = Shape.Split(" x ").Select(int.Parse).ToArray();
        var (heads, tokens, width) = (sizes[0], sizes[1], sizes[2]);
        _device = new CpuDevice(Threads);
        _composed = new ComposedAttention(_device.Memory, _device.Gemm, _device.Softmax);
        var packed = HeadLayout.Packed(tokens, heads, width, parts: 3);
        _problem = new AttentionProblem(
            Batch, heads, tokens, tokens, width, 1 / Math.Sqrt(width), packed, packed, HeadLayout.Packed(tokens, heads, width));
        var elements = (long)Batch * tokens * heads * width;
        (_packed, _gradient) = (Normal(1, 3 * elements), Normal(2, 3 * elements));
        (_output, _dOutput, _logSumExp) = (Normal(3, elements), Normal(4, elements), Normal(5, (long)Batch * heads * tokens));
        Forward();
    }

    /// <summary>Gives them back.</summary>
    [GlobalCleanup]
    public void Cleanup() => _device.Dispose();

    /// <summary>The fused kernel.</summary>
    [Benchmark]
    public void Forward() =>
        _device.Attention.Forward(_problem, Part(_packed, 0), Part(_packed, 1), Part(_packed, 2), _output, _logSumExp, default);

    /// <summary>The fused kernel.</summary>
    [Benchmark]
    public void Backward() => Backward(_device.Attention);

    /// <summary>Matrix products and softmax.</summary>
    [Benchmark]
    public void ComposedForward() =>
        _composed.Forward(_problem, Part(_packed, 0), Part(_packed, 1), Part(_packed, 2), _output, _logSumExp, default);

    /// <summary>Matrix products and softmax.</summary>
    [Benchmark]
    public void ComposedBackward() => Backward(_composed);

    private void Backward(IAttention attention) => attention.Backward(
        _problem, Part(_packed, 0), Part(_packed, 1), Part(_packed, 2), _output, _logSumExp,
        _dOutput, Part(_gradient, 0), Part(_gradient, 1), Part(_gradient, 2));

    private BufferView Part(BufferView packed, int part)
    {
        var offset = (long)part * _problem.Heads * _problem.Width;
        return packed.Slice(offset, packed.Length - offset);
    }

    private BufferView Normal(ulong stream, long length)
    {
        var view = _device.Allocate(length).View;
        _device.Random.Normal(new RandomStream(1, stream), 0, 0, 1, view);
        return view;
    }
}
