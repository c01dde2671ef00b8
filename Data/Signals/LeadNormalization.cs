namespace EcgCmrNative.Data.Signals;

/// <summary>Which samples share a mean and a variance when a recording is normalised.</summary>
public enum LeadNormalization
{
    /// <summary>No normalisation.</summary>
    None,

    /// <summary>I, II, III together; aVR, aVL, aVF together; V1 to V6 together. Needs the 12 leads in this order.</summary>
    GroupWise,

    /// <summary>All leads together.</summary>
    SampleWise,

    /// <summary>Every lead on its own.</summary>
    ChannelWise,
}

/// <summary>Normalises recordings.</summary>
public static class LeadNormalizations
{
    private const double Epsilon = 1e-12;
    private static readonly int[] GroupEnds = [3, 6, 12];

    /// <summary>Replaces x by (x − mean)/√(population variance + 1e-12).</summary>
    /// <param name="normalization">Over which samples mean and variance are taken.</param>
    /// <param name="samples">Row-major [leads, T]; changed in place.</param>
    /// <param name="leads">Number of leads.</param>
    /// <exception cref="ArgumentException">Group-wise normalisation of other than 12 leads.</exception>
    public static void Apply(this LeadNormalization normalization, Span<double> samples, int leads)
    {
        var length = SignalBuffer.LengthOf(samples.Length, leads);
        switch (normalization)
        {
            case LeadNormalization.None:
                return;
            case LeadNormalization.GroupWise:
                if (leads != GroupEnds[^1])
                    throw new ArgumentException(
                        $"Group-wise normalisation is for the 12 standard leads, not {leads}; use sample-wise or channel-wise.",
                        nameof(leads));
                var first = 0;
                foreach (var end in GroupEnds)
                {
                    Standardise(samples[(first * length)..(end * length)]);
                    first = end;
                }
                return;
            case LeadNormalization.SampleWise:
                Standardise(samples);
                return;
            case LeadNormalization.ChannelWise:
                for (var lead = 0; lead < leads; lead++) Standardise(samples.Slice(lead * length, length));
                return;
            default:
                throw new ArgumentOutOfRangeException(nameof(normalization), normalization, null);
        }
    }

    /// <summary>Mean and population variance.</summary>
    internal static (double Mean, double Variance) Moments(ReadOnlySpan<double> samples)
    {
        var sum = 0.0;
        foreach (var x in samples) sum += x;
        var mean = sum / samples.Length;
        var squares = 0.0;
        foreach (var x in samples) squares += (x - mean) * (x - mean);
        return (mean, squares / samples.Length);
    }

    private static void Standardise(Span<double> samples)
    {
        var (mean, variance) = Moments(samples);
        var scale = 1 / Math.Sqrt(variance + Epsilon);
        foreach (ref var x in samples) x = (x - mean) * scale;
    }
}
