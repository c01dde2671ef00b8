namespace EcgCmrNative.Tests.Data.Signals;

internal static class RelativeError
{
    /// <summary>Norm of the difference over the norm of the reference.</summary>
    public static double Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        if (actual.Length != expected.Length) throw new ArgumentException($"{actual.Length} values instead of {expected.Length}.");
        double difference = 0, reference = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            reference += expected[i] * expected[i];
        }
        return Math.Sqrt(difference / reference);
    }
}
