using EcgCmrNative.Data.Formats.Units;

namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>
/// One signal of the whole record, put together from its segments: brought to the record's rate, its skew taken out, in physical units,
/// NaN for samples that were not recorded.
/// </summary>
internal sealed class SignalAssembly
{
    private readonly WfdbSignal _signal;

    private readonly int _samplesPerFrame;

    private readonly int _length;

    private float[]? _samples;

    /// <summary>Null once segments have different gains, as the counts of a signal must all mean the same.</summary>
    private int[]? _counts;

    private bool _countsAgree = true;

    /// <param name="signal">The signal as the record's (or layout's) header describes it.</param>
    /// <param name="frames">Frames of the whole record.</param>
    /// <param name="samplesPerFrame">Samples per frame of the fastest signal; slower ones repeat each sample.</param>
    public SignalAssembly(WfdbSignal signal, long frames, int samplesPerFrame)
    {
        _signal = signal;
        _samplesPerFrame = samplesPerFrame;
        _length = checked((int)(frames * samplesPerFrame));
    }

    /// <summary>Puts a segment's samples at their place.</summary>
    public void Place(DecodedSignal part, long firstFrame, long frames)
    {
        part.MarkMissing();
        var header = part.Header;
        var start = (int)(firstFrame * _samplesPerFrame);
        var length = (int)(frames * _samplesPerFrame);
        int[] counts;
        if (length == _length && header.SamplesPerFrame == _samplesPerFrame && header.Skew == 0)
        {
            counts = _counts = part.Counts; // the usual record: one segment, one rate, nothing to move
        }
        else
        {
            counts = _counts ??= Filled(WfdbChannel.MissingCount);
            Resample(part, counts.AsSpan(start, length));
        }
        if (header.Gain != _signal.Gain || header.Baseline != _signal.Baseline || header.Units != _signal.Units) _countsAgree = false;
        _samples ??= length == _length ? new float[_length] : Filled(float.NaN);
        ToPhysical(counts.AsSpan(start, length), _samples.AsSpan(start, length), header);
    }

    public WfdbChannel Finish() => new()
    {
        Name = _signal.Description,
        Samples = _samples ?? Filled(float.NaN),
        Counts = !_countsAgree ? null : _counts ?? Filled(WfdbChannel.MissingCount),
        Units = Millivolts.Per(_signal.Units) is null ? _signal.Units : Millivolts.Symbol,
        Gain = _signal.Gain / (Millivolts.Per(_signal.Units) ?? 1),
        Baseline = _signal.Baseline,
    };

    private T[] Filled<T>(T value)
    {
        var array = new T[_length];
        Array.Fill(array, value);
        return array;
    }

    private void Resample(DecodedSignal part, Span<int> target)
    {
        var source = part.Counts;
        var own = part.Header.SamplesPerFrame;
        var shift = (long)part.Header.Skew * own;
        for (var t = 0; t < target.Length; t++)
        {
            var from = (long)t * own / _samplesPerFrame + shift;
            target[t] = from < source.Length ? source[from] : WfdbChannel.MissingCount;
        }
    }

    private static void ToPhysical(ReadOnlySpan<int> counts, Span<float> samples, WfdbSignal header)
    {
        double baseline = header.Baseline, gain = header.Gain / (Millivolts.Per(header.Units) ?? 1);
        for (var t = 0; t < samples.Length; t++)
            samples[t] = counts[t] == WfdbChannel.MissingCount ? float.NaN : (float)((counts[t] - baseline) / gain);
    }
}
