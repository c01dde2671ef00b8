using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Gemm.Gpu;

/// <summary>A <see cref="GemmProblem"/> for the GPU kernels: one struct, passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GemmArguments
{
    public long OuterA, OuterB, OuterC, InnerA, InnerB, InnerC;
    public int M, N, K, StepA, StepB, StepC, TransposeA, TransposeB, Accumulate, Activation;
    public float Alpha;
    public int Reserved;
}
