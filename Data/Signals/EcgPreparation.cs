using System.Buffers;
using System.Collections.Concurrent;

namespace EcgCmrNative.Data.Signals;

/// <summary>What happens to a recording whose length is not the window's.</summary>
public enum LengthPolicy
{
    /// <summary>An error.</summary>
    Refuse,

    /// <summary>The beginning of a longer recording; zeros behind a shorter one, after cleaning.</summary>
    CropOrPad,

    /// <summary>As many whole windows as there are, one after the other; a rest is dropped, a recording shorter than one window is an error.</summary>
    Split,
}

/// <summary>
/// The recipe from a recorded ECG to what a model sees: resample, cut windows, clean, normalise. Stored with prepared data and with
/// checkpoints, and replayed at inference. Immutable and thread-safe.
/// </summary>
public sealed record EcgPreparation
{
    private static readonly ConcurrentDictionary<(double From, double To), PolyphaseResampler> Resamplers = new();

    /// <summary>Sampling rate of the result.</summary>
    public double SamplingRateHz { get; init; } = 500;

    /// <summary>Samples per lead of the result, T; 5000 is 10 s at 500 Hz.</summary>
    public int WindowSamples { get; init; } = 5000;

    /// <summary>What happens to recordings of other lengths.</summary>
    public LengthPolicy Length { get; init; } = LengthPolicy.Refuse;

    /// <summary>What happens to recordings that lack leads.</summary>
    public MissingLeads MissingLeads { get; init; } = MissingLeads.Refuse;

    /// <summary>Cleaning; null leaves the samples as they are.</summary>
    public EcgCleaning? Cleaning { get; init; } = new();

    /// <summary>Normalisation.</summary>
    public LeadNormalization Normalization { get; init; } = LeadNormalization.GroupWise;
}
