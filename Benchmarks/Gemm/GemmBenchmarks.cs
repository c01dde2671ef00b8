using BenchmarkDotNet.Attributes;

namespace EcgCmrNative.Benchmarks.Gemm;

/// <summary>
/// The CPU's matrix product next to OpenBLAS, two threads each, uniformly random inputs. OpenBLAS 0.3.21 takes its AVX2 kernels on
/// processors that it does not know; OPENBLAS_CORETYPE=SkylakeX makes it take those for AVX-512.
/// </summary>
public class GemmBenchmarks
{
    private GemmOperation _operation = null!;

    /// <summary>The sizes.</summary>
    public static GemmShape[] Shapes => GemmShape.All;

    /// <summary>The size.</summary>
    [ParamsSource(nameof(Shapes))]
    public GemmShape Shape { get; set; } = null!;

    /// <summary>Makes the operands.</summary>
    [GlobalSetup]
    public void Setup() => _operation = new GemmOperation(Shape, threads: 2);

    /// <summary>Gives them back.</summary>
    [GlobalCleanup]
    public void Cleanup() => _operation.Dispose();

    /// <summary>The peer; fails, and so has no column, where the library is missing.</summary>
    [Benchmark(Baseline = true)]
    public void OpenBlasSgemm()
    {
        if (!OpenBlas.IsPresent) throw new DllNotFoundException("libopenblas.so.0");
        _operation.Theirs();
    }

    /// <summary>Ours.</summary>
    [Benchmark]
    public void CpuGemm() => _operation.Ours();
}
