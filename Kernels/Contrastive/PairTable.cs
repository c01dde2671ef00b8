using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>Some pairs (i, j) of a matrix of similarities, row by row (compressed sparse rows); <c>default</c> is "absent".</summary>
/// <param name="Starts">Where each row's entries begin, and after the last row their number: [rows + 1] of indices.</param>
/// <param name="Columns">j of each entry, ascending within a row (otherwise the loss is undefined): [entries] of
/// indices.</param>
/// <param name="Weights">A weight for each entry, [entries]; absent for 1.</param>
public readonly record struct PairTable(BufferView Starts, BufferView Columns, BufferView Weights)
{
    /// <summary>True for <c>default</c>.</summary>
    public bool IsAbsent => Starts.IsAbsent;
}
