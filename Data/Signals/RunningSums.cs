using System.Numerics;

namespace EcgCmrNative.Data.Signals;

/// <summary>Sums of a signal's beginnings, from which the mean of any stretch follows at once.</summary>
internal readonly struct RunningSums
{
    private readonly double[] _sums;

    private RunningSums(double[] sums) => _sums = sums;

    /// <summary>Sums up a signal.</summary>
    public static RunningSums Of<T>(ReadOnlySpan<T> values) where T : INumber<T>
    {
        var sums = new double[values.Length + 1];
        for (var t = 0; t < values.Length; t++) sums[t + 1] = sums[t] + double.CreateChecked(values[t]);
        return new RunningSums(sums);
    }

    /// <summary>The mean from <paramref name="from"/> to before <paramref name="end"/> as far as there are samples; 0 if there are
    /// none.</summary>
    public double Mean(int from, int end)
    {
        (from, end) = (Math.Clamp(from, 0, _sums.Length - 1), Math.Clamp(end, 0, _sums.Length - 1));
        return end > from ? (_sums[end] - _sums[from]) / (end - from) : 0;
    }
}
