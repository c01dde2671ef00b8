using EcgCmrNative.Data.Signals;
using EcgCmrNative.Models.Ecg;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Models.Evaluation.Reconstruction;

/// <summary>
/// How well masked patches of held-out recordings are reconstructed: the NCC of each signal (recording × lead) over its masked samples
/// alone, averaged over signals, for the model and for two baselines under the same masks.
/// <list type="bullet">
/// <item><c>interpolation</c>: linear in time between the nearest visible samples of the lead.</item>
/// <item><c>mean beat</c>: the average of the lead's visible samples at each offset from the nearest R peak, placed at every beat;
/// offsets that are never visible are interpolated. R peaks are found on the whole window, masked samples included: an advantage over the
/// model, which is not told when the heart beats. A window in which no beat is found has the interpolation instead.</item>
/// </list>
/// A model trained on standardised targets is scored as it is, though it was never asked for the size of a patch.
/// </summary>
/// <param name="encoder">The patch grid.</param>
/// <param name="samplingRateHz">Sampling rate of the recordings.</param>
public sealed class ReconstructionScore(VisionTransformerConfiguration encoder, double samplingRateHz)
{
    private static readonly string[] Methods = ["model", "interpolation", "mean beat"];

    private readonly List<RecordingScore> _recordings = [];
    private readonly bool[] _visible = new bool[encoder.Leads * encoder.Samples];
    private readonly double[] _interpolated = new double[encoder.Samples];
    private readonly double[] _beat = new double[encoder.Samples];
    private int _degenerate;

    /// <summary>Scores a recipe's model on rows of its store, under the fixed masks of validation.</summary>
    /// <param name="recipe">The model and its data.</param>
    /// <param name="rows">Rows of the store.</param>
    /// <param name="samplingRateHz">Sampling rate of the store.</param>
    /// <param name="resamples">Bootstrap resamples.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static ReconstructionReport Of(
        MaskedModellingRecipe recipe, IReadOnlyList<int> rows, double samplingRateHz, int resamples = 2000, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var model = recipe.Autoencoder;
        var encoder = model.Configuration.Encoder;
        var score = new ReconstructionScore(encoder, samplingRateHz);
        recipe.ForEachReconstruction(rows, (batch, result) =>
        {
            var predictions = model.Assemble(result.Prediction).ToDoubles();
            var size = encoder.Leads * encoder.Samples;
            for (var i = 0; i < batch.Count; i++) score.Add(batch.Window(i), predictions.AsSpan(i * size, size), batch.Mask, i);
        });
        return score.Report(resamples, seed);
    }

    /// <summary>Takes in a recording.</summary>
    /// <param name="window">[leads, samples].</param>
    /// <param name="prediction">[leads, samples].</param>
    /// <param name="mask">The masks of a batch.</param>
    /// <param name="index">Which of the batch the recording is.</param>
    public void Add(ReadOnlySpan<float> window, ReadOnlySpan<double> prediction, PatchMask mask, int index)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (window.Length != _visible.Length || prediction.Length != _visible.Length)
            throw new ArgumentException(
                $"a window of {window.Length} and a prediction of {prediction.Length} samples; both have {_visible.Length}");
        VisibleSamples.Mark(mask, index, encoder, _visible);
        var peaks = QrsDetector.RPeaks(window, encoder.Leads, samplingRateHz);
        var sums = new double[Methods.Length];
        var signals = 0;
        for (var lead = 0; lead < encoder.Leads; lead++)
        {
            var signal = window.Slice(lead * encoder.Samples, encoder.Samples);
            var visible = _visible.AsSpan(lead * encoder.Samples, encoder.Samples);
            Predict(signal, visible, peaks);
            if (MaskedCorrelation.Of(signal, prediction.Slice(lead * encoder.Samples, encoder.Samples), visible) is not { } ofModel)
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
