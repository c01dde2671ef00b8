using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Normalization;

/// <summary>Refuses views of a wrong size before a kernel of layer normalisation runs.</summary>
internal static class LayerNormOperands
{
    /// <exception cref="ArgumentException">A view does not fit the sizes.</exception>
    public static void RequireForward(
        int rows, int columns, BufferView x, BufferView gamma, BufferView beta,
        BufferView y, BufferView mean, BufferView reciprocalDeviation)
    {
        x.RequireLength((long)rows * columns);
        y.RequireLength((long)rows * columns);
        if (!gamma.IsAbsent) gamma.RequireLength(columns);
        if (!beta.IsAbsent) beta.RequireLength(columns);
        if (!mean.IsAbsent) mean.RequireLength(rows);
        if (!reciprocalDeviation.IsAbsent) reciprocalDeviation.RequireLength(rows);
    }

    /// <exception cref="ArgumentException">A view does not fit the sizes.</exception>
    public static void RequireBackwardInput(
        int rows, int columns, BufferView x, BufferView gamma, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dx)
    {
        RequireSaved(rows, columns, x, mean, reciprocalDeviation, dy);
        dx.RequireLength((long)rows * columns);
        if (!gamma.IsAbsent) gamma.RequireLength(columns);
    }

    /// <exception cref="ArgumentException">A view does not fit the sizes.</exception>
    public static void RequireBackwardParameters(
        int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation,
        BufferView dy, BufferView dGamma, BufferView dBeta)
    {
        RequireSaved(rows, columns, x, mean, reciprocalDeviation, dy);
        dGamma.RequireLength(columns);
        dBeta.RequireLength(columns);
    }

    private static void RequireSaved(int rows, int columns, BufferView x, BufferView mean, BufferView reciprocalDeviation, BufferView dy)
    {
        x.RequireLength((long)rows * columns);
        dy.RequireLength((long)rows * columns);
        mean.RequireLength(rows);
        reciprocalDeviation.RequireLength(rows);
    }
}
