using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Benchmarks.Gemm;

/// <summary>A product on uniformly random operands, for both sides on the same memory.</summary>
internal sealed unsafe class GemmOperation : IDisposable
{
    private readonly GemmShape _shape;
    private readonly CpuDevice _device;
    private readonly GemmProblem _problem;
    private readonly BufferView _a, _b, _c;

    /// <summary>Makes operands in [-1, 1): zeros would run faster.</summary>
    public GemmOperation(GemmShape shape, int threads)
    {
        _shape = shape;
        _device = new CpuDevice(threads);
        _problem = new GemmProblem(shape.M, shape.N, shape.K) { TransposeB = true };
        _a = Random(1, shape.M * shape.K);
        _b = Random(2, shape.N * shape.K);
        _c = Random(3, shape.M * shape.N);
        if (OpenBlas.IsPresent) OpenBlas.Threads = threads;
    }

    /// <summary>The first operand, for one more way to multiply.</summary>
    public ReadOnlySpan<float> A => new(_a.Floats, (int)_a.Length);

    /// <summary>The second operand, its memory read as [K, N].</summary>
    public ReadOnlySpan<float> B => new(_b.Floats, (int)_b.Length);

    /// <summary>The result.</summary>
    public Span<float> C => new(_c.Floats, (int)_c.Length);

    /// <summary>Our product.</summary>
    public void Ours() => _device.Gemm.Multiply(_problem, _a, _b, _c);

    /// <summary>OpenBLAS's.</summary>
    public void Theirs() => OpenBlas.Multiply(_shape.M, _shape.N, _shape.K, _a.Floats, _b.Floats, transposeB: true, _c.Floats);

    public void Dispose()
    {
        foreach (var view in (BufferView[])[_a, _b, _c]) view.Buffer.Release();
        _device.Dispose();
    }

    private BufferView Random(int seed, int length)
    {
        var random = new Random(seed);
        var values = new float[length];
        for (var i = 0; i < length; i++) values[i] = 2 * random.NextSingle() - 1;
        var view = _device.Allocate(length).View;
        _device.Upload(values, view);
        return view;
    }
}
