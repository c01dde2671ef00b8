using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Elementwise;

/// <summary>y = x1 + x2.</summary>
internal readonly unsafe struct AddBody(float* x1, float* x2, float* y) : ILaneBody
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLanes>(long i)
        where TLanes : unmanaged, ILanes<TLanes> => (TLanes.Load(x1 + i) + TLanes.Load(x2 + i)).Store(y + i);
}
