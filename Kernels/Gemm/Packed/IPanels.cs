namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>The rows of the left operand, as panels of the micro-kernel's height: a matrix in memory, or the patches of an image.</summary>
internal unsafe interface IPanels<TSelf>
    where TSelf : unmanaged, IPanels<TSelf>
{
    /// <summary>True if slabs may be too large to be held packed.</summary>
    bool NeedNoSlab(in MatrixProduct product);

    /// <summary>The part of <paramref name="rows"/> × <paramref name="depth"/> that starts at the given place.</summary>
    TSelf Part(in MatrixProduct product, int firstRow, int rows, int firstDepth, int depth);

    /// <summary>Number of pieces that the threads pack before any thread multiplies.</summary>
    int ToPack { get; }

    /// <summary>Takes the calling thread's scratch for them.</summary>
    void TakeScratch();

    /// <summary>Packs one of them.</summary>
    void Pack(int index);

    /// <summary>Prepares a block of this part, for the calling thread alone.</summary>
    void Enter(int firstRow, int rows, int firstDepth, int depth);

    /// <summary>The panel that starts at a row, from a term on, inside the block that was entered last.</summary>
    /// <param name="row">First row of the block plus a multiple of the micro-kernel's height.</param>
    /// <param name="depth">The first term.</param>
    /// <param name="rowStep">Step from row to row.</param>
    /// <param name="depthStep">Step from term to term.</param>
    float* Panel(int row, int depth, out nint rowStep, out nint depthStep);
}
