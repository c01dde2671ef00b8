namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>The columns of the right operand, as strips of the micro-kernel's width: a matrix in memory, or the patches of an
/// image.</summary>
internal unsafe interface IStrips<TSelf>
    where TSelf : unmanaged, IStrips<TSelf>
{
    /// <summary>True if every task packs its own strips, false if the threads pack them together.</summary>
    bool BelongToTasks { get; }

    /// <summary>The part of <paramref name="depth"/> × <paramref name="columns"/> that starts at the given place.</summary>
    TSelf Part(in MatrixProduct product, int firstColumn, int columns, int firstDepth, int depth);

    /// <summary>Number of pieces that the threads pack before any thread multiplies.</summary>
    int ToPack { get; }

    /// <summary>Takes the calling thread's scratch for them.</summary>
    void TakeScratch();

    /// <summary>Packs one of them.</summary>
    void Pack(int index);

    /// <summary>Prepares a block of this part, for the calling thread alone.</summary>
    void Enter(int firstColumn, int columns, int firstDepth, int depth);

    /// <summary>The strip that starts at a column, from a term on, inside the block that was entered last: [depth, width].</summary>
    /// <param name="column">First column of the block plus a multiple of the micro-kernel's width.</param>
    /// <param name="depth">The first term.</param>
    /// <param name="depthStep">Step from term to term.</param>
    float* Strip(int column, int depth, out nint depthStep);
}
