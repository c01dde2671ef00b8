namespace EcgCmrNative.Kernels.Interpolation;

/// <summary>Where one output position lies between two input positions of one axis.</summary>
/// <param name="First">i.</param>
/// <param name="Second">i + 1, or i at the end of the axis.</param>
/// <param name="Weight">λ, the weight of the second.</param>
internal readonly record struct LinearTap(int First, int Second, double Weight)
{
    /// <summary>The tap of one output position.</summary>
    public static LinearTap At(int position, int size, int outSize)
    {
        var t = Math.Max((position + 0.5) * size / outSize - 0.5, 0);
        var first = Math.Min((int)t, size - 1);
        return new LinearTap(first, Math.Min(first + 1, size - 1), t - first);
    }

    /// <summary>
    /// The output positions that an input position may have a weight in: those with t between its neighbours, and one more on either side
    /// for rounding. Both ends of the axis also take what lies beyond them.
    /// </summary>
    public static (int First, int Last) Reaching(int position, int size, int outSize)
    {
        var scale = (double)outSize / size;
        var first = position == 0 ? 0 : (int)Math.Floor((position - 0.5) * scale - 0.5) - 1;
        var last = position == size - 1 ? outSize - 1 : (int)Math.Ceiling((position + 1.5) * scale - 0.5) + 1;
        return (Math.Max(first, 0), Math.Min(last, outSize - 1));
    }

    /// <summary>The weight that an input position has in this output position.</summary>
    public double WeightOf(int position) => (First == position ? 1 - Weight : 0) + (Second == position ? Weight : 0);
}
