namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>The columns of the right operand, packed as strips of the micro-kernel's width.</summary>
internal unsafe interface IStrips<TSelf>
    where TSelf : unmanaged, IStrips<TSelf>
{
    /// <summary>The part of <paramref name="depth"/> × <paramref name="columns"/> that starts at the given place.</summary>
    TSelf Part(in MatrixProduct product, int firstColumn, int columns, int firstDepth, int depth);

    /// <summary>The number of strips.</summary>
    int ToPack { get; }

    /// <summary>Takes the calling thread's scratch for them.</summary>
    void TakeScratch();

    /// <summary>Packs one of them.</summary>
    void Pack(int index);

    /// <summary>The strip that starts at a column (a multiple of the width), from a term on: [depth, width], dense.</summary>
    float* Strip(int column, int depth);
}
