using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Reconstruction;

/// <summary>Checks of signals laid out as rows.</summary>
internal static class SignalRows
{
    /// <summary>Numbers per row that <see cref="IReconstruction.Correlation"/> saves for its backward pass.</summary>
    public const int Statistics = 5;

    /// <exception cref="ArgumentException">A view is not [rows, columns], or a row is too short for an unbiased variance.</exception>
    public static void Require(int rows, int columns, BufferView first, BufferView second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 2);
        first.RequireLength((long)rows * columns);
        second.RequireLength((long)rows * columns);
    }
}
