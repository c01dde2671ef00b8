using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.LayerNorm;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Softmax;
using EcgCmrNative.Kernels.Threads;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>The CPU kernels that are compiled for one width of vectors. The others leave the width to <see cref="LaneLoop"/>.</summary>
/// <param name="Attention">Attention.</param>
/// <param name="Convolution">Convolutions.</param>
/// <param name="Gemm">Matrix products.</param>
/// <param name="LayerNorm">Layer normalisation.</param>
/// <param name="Softmax">Softmax.</param>
internal sealed record WideKernels(IAttention Attention, IConvolution Convolution, IGemm Gemm, ILayerNorm LayerNorm, ISoftmax Softmax)
{
    /// <summary>The kernels for the widest vectors of the machine, or for a given width.</summary>
    /// <param name="workers">The device's threads.</param>
    /// <param name="memory">The device's memory.</param>
    /// <param name="bits">128, 256 or 512; 0 for the widest.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another width.</exception>
    public static WideKernels Create(WorkerPool workers, MemoryPool memory, int bits = 0)
    {
        var choice = new Choice(workers, memory);
        return bits == 0 ? VectorWidth.Widest(choice) : VectorWidth.Of(bits, choice);
    }

    private sealed class Choice(WorkerPool workers, MemoryPool memory) : ILaneChoice<WideKernels>
    {
        public WideKernels For<TLanes>()
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var gemm = new CpuGemm<TLanes>(workers);
            return new WideKernels(
                new CpuAttention<TLanes>(workers), new CpuConvolution<TLanes>(workers, memory, gemm), gemm,
                new CpuLayerNorm<TLanes>(workers),
                new CpuSoftmax<TLanes>(workers));
        }
    }
}
