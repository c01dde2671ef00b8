using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Signals;

namespace EcgCmrNative.Data.Recordings;

/// <summary>How a recording of another length than the window's is treated.</summary>
public enum LengthPolicy
{
    /// <summary>An error.</summary>
    Refuse,

    /// <summary>A longer recording is cut at the end; a shorter one is padded with zeros at the end, after cleaning.</summary>
    CropOrPad,

    /// <summary>
    /// As many whole windows as there are, one after the other; a rest is dropped, a recording shorter than one window is an error.
    /// </summary>
    Split,
}

/// <summary>
/// The recipe from a recorded ECG to a model's input: resample, cut windows, clean, normalise. Stored with prepared data and with
/// checkpoints, and replayed at inference. Immutable and thread-safe.
/// </summary>
public sealed record EcgPreparation
{
    private const int MostResamplers = 16, MostIterations = 10_000, LargestWindow = 1 << 26;

    private const double LargestRateHz = 1e6;

    /// <summary>Far above any ECG, also one whose unit was not converted, and far below what overflows in single precision.</summary>
    private const float LargestSample = 1e12f;

    private static readonly ConcurrentDictionary<(double From, double To), PolyphaseResampler> Resamplers = new();

    /// <summary>Sampling rate of the result.</summary>
    public double SamplingRateHz { get; init; } = 500;

    /// <summary>Samples per lead of the result, T; 5000 is 10 s at 500 Hz.</summary>
    public int WindowSamples { get; init; } = 5000;

    /// <summary>How recordings of other lengths are treated.</summary>
    [JsonPropertyName("Length")]
    public LengthPolicy LengthPolicy { get; init; } = LengthPolicy.Refuse;

    /// <summary>How recordings with missing leads are treated.</summary>
    public MissingLeads MissingLeads { get; init; } = MissingLeads.Refuse;

    /// <summary>Cleaning; null leaves the samples as they are.</summary>
    public EcgCleaning? Cleaning { get; init; } = new();

    /// <summary>Normalisation.</summary>
    public LeadNormalization Normalization { get; init; } = LeadNormalization.GroupWise;

    /// <summary>Prepares a recording.</summary>
    /// <returns>Row-major [windows, 12, <see cref="WindowSamples"/>]; one window unless <see cref="LengthPolicy"/> is split.</returns>
    /// <exception cref="DataFormatException">
    /// Leads are missing; the length does not fit the policy; the recording has no signal, or values that no ECG has.
    /// </exception>
    public float[] Prepare(EcgRecording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var rows = LeadMap.Arrange(recording, MissingLeads);
        var samples = new float[rows.Length * recording.SampleCount];
        for (var lead = 0; lead < rows.Length; lead++) rows[lead].CopyTo(samples, lead * recording.SampleCount);
        RequireSignal(recording, rows);
        try
        {
            return Prepare(samples, rows.Length, recording.SamplingRateHz);
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException)
        {
            throw new DataFormatException(recording.SourcePath, null, e.Message, e);
        }
    }

    /// <summary>Prepares samples.</summary>
    /// <param name="samples">Row-major [leads, T] in any unit; NaN if a sample is missing.</param>
    /// <param name="leads">Number of leads.</param>
    /// <param name="samplingRateHz">Their sampling rate.</param>
    /// <returns>Row-major [windows, leads, <see cref="WindowSamples"/>].</returns>
    /// <exception cref="ArgumentException">The length does not fit the policy, or the rate cannot be converted.</exception>
    /// <exception cref="ArithmeticException">The values are too large to compute with.</exception>
    public float[] Prepare(ReadOnlySpan<float> samples, int leads, double samplingRateHz)
    {
        var recorded = SignalBuffer.LengthOf(samples.Length, leads);
        var resampler = Resampler(samplingRateHz);
        var length = resampler.OutputLength(recorded);
        var windows = Windows(length);
        var rowSize = checked(leads * WindowSamples);
        var prepared = new float[checked(windows * rowSize)];

        var rented = ArrayPool<double>.Shared.Rent(checked(recorded + leads * length + rowSize));
        var row = rented.AsSpan(0, recorded);
        var resampled = rented.AsSpan(recorded, leads * length);
        for (var lead = 0; lead < leads; lead++)
        {
            for (var t = 0; t < recorded; t++) row[t] = samples[lead * recorded + t];
            // A filter would spread one missing sample over its neighbours.
            if (samplingRateHz != SamplingRateHz) EcgCleaning.ReplaceMissing(row);
            resampler.Apply(row, resampled.Slice(lead * length, length));
        }
        var taken = Math.Min(length, WindowSamples);
        var window = rented.AsSpan(recorded + leads * length, leads * taken);
        for (var i = 0; i < windows; i++)
        {
            for (var lead = 0; lead < leads; lead++)
                resampled.Slice(lead * length + i * WindowSamples, taken).CopyTo(window[(lead * taken)..]);
            Cleaning?.Apply(window, leads);
            Normalization.Apply(window, leads);
            for (var at = 0; at < window.Length; at++) prepared[i * rowSize + at / taken * WindowSamples + at % taken] = (float)window[at];
        }
        ArrayPool<double>.Shared.Return(rented);
        return prepared;
    }

    /// <summary>The recipe as JSON, for <see cref="Parse"/>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EcgPreparationJson.Default.EcgPreparation);

    /// <summary>Reads a recipe. Unknown settings are refused, so that no recipe is applied in part.</summary>
    /// <exception cref="JsonException">The text is not a valid recipe.</exception>
    public static EcgPreparation Parse(string json)
    {
        var recipe = JsonSerializer.Deserialize(json, EcgPreparationJson.Default.EcgPreparation)
            ?? throw new JsonException("the recipe is null");
        return recipe.Refusal() is { } reason ? throw new JsonException(reason) : recipe;
    }

    /// <summary>Checks the settings, as those of a recipe from a file.</summary>
    /// <exception cref="ArgumentException">A setting that no recording can be prepared with.</exception>
    public void Validate()
    {
        if (Refusal() is { } reason) throw new ArgumentException(reason);
    }

    /// <summary>Why a recipe from a file is invalid, or null: a setting that no recording can be prepared with.</summary>
    internal string? Refusal()
    {
        if (!(SamplingRateHz > 0 && SamplingRateHz <= LargestRateHz))
            return FormattableString.Invariant($"invalid sampling rate {SamplingRateHz} Hz of the preparation");
        if (WindowSamples is < 1 or > LargestWindow) return $"invalid window of {WindowSamples} samples of the preparation";
        if (!Enum.IsDefined(LengthPolicy) || !Enum.IsDefined(Normalization)
            || (MissingLeads & ~(MissingLeads.Derive | MissingLeads.Zero)) != 0)
            return "unknown length policy, normalisation or treatment of missing leads of the preparation";
        return Cleaning is null
            || (Cleaning.ClampDeviations > 0 && double.IsFinite(Cleaning.ClampDeviations)
                && Cleaning.BaselineSmoothness >= 0 && double.IsFinite(Cleaning.BaselineSmoothness)
                && Cleaning.BaselineAsymmetry is >= 0 and <= 1 && Cleaning.BaselineIterations is >= 0 and <= MostIterations)
            ? null
            : "invalid cleaning of the preparation";
    }

    /// <summary>Refuses a recording of which cleaning would make an ordinary one: no sample, no change, or absurd values.</summary>
    private static void RequireSignal(EcgRecording recording, float[][] rows)
    {
        var (isRecorded, varies) = (false, false);
        for (var lead = 0; lead < rows.Length; lead++)
        {
            var first = float.NaN;
            foreach (var sample in rows[lead])
            {
                if (float.IsNaN(sample)) continue;
                if (Math.Abs(sample) > LargestSample)
                    throw Refusal(FormattableString.Invariant(
                        $"lead {(Lead)lead} has the sample {sample}; expected millivolts, at most {LargestSample} in magnitude"));
                isRecorded = true;
                if (float.IsNaN(first)) first = sample;
                else varies |= sample != first;
            }
        }
        if (!isRecorded) throw Refusal("every sample is missing (NaN)");
        if (!varies) throw Refusal("the recording is constant: no lead ever changes");

        DataFormatException Refusal(string reason) => new(recording.SourcePath, null, reason);
    }

    private PolyphaseResampler Resampler(double fromHz)
    {
        if (Resamplers.Count > MostResamplers) Resamplers.Clear();
        return Resamplers.GetOrAdd((fromHz, SamplingRateHz), static rates => new PolyphaseResampler(rates.From, rates.To));
    }

    private int Windows(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(WindowSamples, 1, nameof(WindowSamples));
        if (length == WindowSamples || (LengthPolicy == LengthPolicy.CropOrPad && length > 0)) return 1;
        if (LengthPolicy == LengthPolicy.Split && length > WindowSamples) return length / WindowSamples;
        var found = FormattableString.Invariant($"{length} samples per lead at {SamplingRateHz} Hz, expected {WindowSamples}");
        throw new ArgumentException(LengthPolicy == LengthPolicy.Refuse
            ? $"{found}; choose to crop, pad or split recordings of other lengths"
            : $"{found}; too short");
    }
}

[JsonSourceGenerationOptions(
    UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EcgPreparation))]
internal sealed partial class EcgPreparationJson : JsonSerializerContext;
