using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Elementwise;

/// <summary>y = x.</summary>
internal readonly unsafe struct CopyBody(float* x, float* y) : ILaneBody
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLanes>(long i)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Load(x + i).Store(y + i);
}
