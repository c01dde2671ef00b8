using EcgCmrNative.Data.Signals;

namespace EcgCmrNative.Models.Evaluation.Reconstruction;

/// <summary>
/// How well masked samples of held-out recordings are reconstructed: the NCC of each signal (recording × lead) over its masked samples
/// alone, averaged over signals, for the model and for two baselines under the same masks.
/// <list type="bullet">
/// <item><c>interpolation</c>: linear in time between the nearest visible samples of the lead.</item>
/// <item><c>mean beat</c>: the average of the lead's visible samples at each offset from the nearest R peak, placed at every beat;
/// offsets that are never visible are interpolated. R peaks are found on the whole window, masked samples included: an advantage over the
/// model, which does not get the beats. A window in which no beat is found has the interpolation instead.</item>
/// </list>
/// A model that was trained on standardised patches is scored without rescaling, although its loss does not depend on the scale of a patch.
/// </summary>
/// <param name="leads">Leads of a recording.</param>
/// <param name="samples">Samples per lead.</param>
/// <param name="samplingRateHz">Sampling rate of the recordings.</param>
public sealed class ReconstructionScore(int leads, int samples, double samplingRateHz)
{
    /// <summary>The name of the paired difference between the model and the mean beat.</summary>
    internal const string ModelMinusMeanBeat = "model − mean beat";

    private static readonly string[] Methods = ["model", "interpolation", "mean beat"];

    private readonly List<RecordingScore> _recordings = [];
    private readonly double[] _interpolated = new double[samples];
    private readonly double[] _beat = new double[samples];
    private int _degenerate;

    /// <summary>Adds a recording.</summary>
    /// <param name="window">The recording, [leads, samples].</param>
    /// <param name="prediction">Its reconstruction, [leads, samples].</param>
    /// <param name="isVisible">True for the samples that the model was given, [leads, samples].</param>
    /// <exception cref="ArgumentException">An array has another size.</exception>
    public void Add(ReadOnlySpan<float> window, ReadOnlySpan<double> prediction, ReadOnlySpan<bool> isVisible)
    {
        var size = leads * samples;
        if (window.Length != size || prediction.Length != size || isVisible.Length != size)
            throw new ArgumentException(
                $"window, prediction and mask have {window.Length}, {prediction.Length} and {isVisible.Length} samples; expected {size}");
        var peaks = QrsDetector.RPeaks(window, leads, samplingRateHz);
        var sums = new double[Methods.Length];
        var signals = 0;
        for (var lead = 0; lead < leads; lead++)
        {
            var signal = window.Slice(lead * samples, samples);
            var visible = isVisible.Slice(lead * samples, samples);
            Predict(signal, visible, peaks);
            if (MaskedCorrelation.Of(signal, prediction.Slice(lead * samples, samples), visible) is not { } ofModel)
            {
                _degenerate++;
                continue;
            }
            signals++;
            sums[0] += ofModel;
            sums[1] += MaskedCorrelation.Of(signal, _interpolated, visible) ?? 0;
            sums[2] += MaskedCorrelation.Of(signal, _beat, visible) ?? 0;
        }
        _recordings.Add(new RecordingScore(signals, sums));
    }

    /// <summary>The means so far, with 95 % bootstrap intervals over recordings.</summary>
    public ReconstructionReport Report(int resamples = 2000, ulong seed = 0)
    {
        var methods = new MethodScore[Methods.Length];
        var differences = new MethodScore[Methods.Length - 1];
        for (var m = 0; m < Methods.Length; m++)
        {
            var method = m;
            methods[m] = new MethodScore(Methods[m], Interval(sums => sums[method]));
            if (m > 0) differences[m - 1] = new MethodScore($"model − {Methods[m]}", Interval(sums => sums[0] - sums[method]));
        }
        return new ReconstructionReport(
            _recordings.Count, _recordings.Sum(recording => recording.Signals), _degenerate, methods, differences);

        BootstrapInterval Interval(Func<double[], double> pick) => BootstrapInterval.Of(
            _recordings.Count,
            drawn =>
            {
                var (sum, signals) = (0.0, 0);
                foreach (var i in drawn)
                {
                    sum += pick(_recordings[i].Sums);
                    signals += _recordings[i].Signals;
                }
                return sum / signals;
            },
            resamples,
            seed);
    }

    private void Predict(ReadOnlySpan<float> signal, ReadOnlySpan<bool> visible, int[] peaks)
    {
        for (var t = 0; t < signal.Length; t++) _interpolated[t] = _beat[t] = visible[t] ? signal[t] : 0;
        VisibleSamples.FillGaps(_interpolated, visible);
        if (peaks.Length > 0) MeanBeat.Fill(_beat, visible, peaks);
        else _interpolated.CopyTo(_beat, 0);
    }

    private sealed record RecordingScore(int Signals, double[] Sums);
}
