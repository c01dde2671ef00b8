using EcgCmrNative.Kernels.Activation;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// One matrix product on addresses. Every matrix has a step per index, so that a transpose is a swap of two numbers;
/// C, the pre-activation and the residual share the row step of C.
/// </summary>
internal unsafe struct MatrixProduct
{
    public int M, N, K;
    public float Alpha;
    public bool Accumulate;

    public float* A;
    public nint ARow, ADepth;

    public float* B;
    public nint BDepth, BColumn;

    public float* C;
    public nint CRow;

    public float* Bias, PreActivation, Residual;
    public ActivationFunction Activation;

    /// <summary>True if a tile needs more than α and accumulation.</summary>
    public readonly bool HasEpilogue =>
        Bias is not null || PreActivation is not null || Residual is not null || Activation != ActivationFunction.Identity;

    /// <summary>True if the residual is C itself.</summary>
    public readonly bool ResidualIsC => Residual is not null && Residual == C;

    /// <summary>The same product on the matrices of another place in the batch.</summary>
    public readonly MatrixProduct Shifted(long a, long b, long c)
    {
        var shifted = this;
        shifted.A += a;
        shifted.B += b;
        shifted.C += c;
        if (PreActivation is not null) shifted.PreActivation += c;
        if (Residual is not null) shifted.Residual += c;
        return shifted;
    }
}
