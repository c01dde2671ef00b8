using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Explanation.Checks;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Explanations;

/// <summary>Everything that is shown of one explained prediction.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Leads">Its twelve leads as arrays of their own, in millivolts.</param>
/// <param name="BeatsPerMinute">The heart rate; null if it cannot be found.</param>
/// <param name="Predictor">The model.</param>
/// <param name="Prediction">What it predicts.</param>
/// <param name="Class">The explained class of more than two; null for other targets.</param>
/// <param name="Output">The number that is explained.</param>
/// <param name="Attribution">The map.</param>
/// <param name="Faithfulness">Whether the map says what the model uses.</param>
/// <param name="Attention">The attention of the model's encoder.</param>
internal sealed record Explanation(
    EcgRecording Recording, float[][] Leads, double? BeatsPerMinute, EcgPredictor Predictor, TargetPrediction Prediction, int? Class,
    PredictorOutput Output, Attribution Attribution, Faithfulness Faithfulness, EncoderAttention Attention)
{
    private const double MillisecondsPerStretch = 40;
    private const double LeastRateHz = 50;

    /// <summary>Samples of one field of colour: 40 ms for integrated gradients, otherwise a patch.</summary>
    public int StretchSamples => Attribution.Method == AttributionMethod.IntegratedGradients
        ? Math.Clamp((int)Math.Round(MillisecondsPerStretch * RateHz / 1000), 1, Output.Grid.Samples)
        : Attribution.Map.Resolution;

    /// <summary>Sampling rate of the model's windows.</summary>
    public double RateHz => Predictor.Preparation.SamplingRateHz;

    /// <summary>Seconds of one field of colour.</summary>
    public double StretchSeconds => StretchSamples / RateHz;

    /// <summary>Predicts and explains.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="target">The target; null for the first of the model.</param>
    /// <param name="method">How.</param>
    /// <param name="randomOrders">Random orders of the patches that the map is compared with.</param>
    /// <param name="model">The model file, for messages.</param>
    /// <param name="cancellation">Stops between passes of the model.</param>
    /// <exception cref="DataFormatException">The recording does not fit the model, or the model does not predict the target.</exception>
    public static Explanation Of(
        EcgPredictor predictor, EcgRecording recording, string? target, AttributionMethod method, int randomOrders, string model,
        CancellationToken cancellation)
    {
        var prepared = predictor.Prepare(recording);
        var prediction = predictor.PredictPrepared(prepared);
        var name = target ?? predictor.Card.Targets[0].Target.Name;
        var chosen = prediction.Targets.FirstOrDefault(of => of.Target.Name == name)
            ?? throw new DataFormatException(
                model, null,
                $"the model does not predict '{name}'; choose one of {string.Join(", ", prediction.Targets.Select(of => of.Target.Name))}");
        int? index = chosen.Target is { Kind: TargetKind.Classes, IsBinary: false }
            ? chosen.Target.ClassValues.ToList().IndexOf(chosen.Value)
            : null;
        var output = new PredictorOutput(predictor, name, index);
        var windows = Array.ConvertAll(predictor.Windows(prepared), sample => (double)sample);
        var attribution = Attribution.Of(output, windows, method, cancellation: cancellation);
        var faithfulness = Faithfulness.Of(
            output, windows, attribution.Map, new FaithfulnessOptions(RandomOrders: randomOrders), cancellation);
        var leads = LeadMap.Arrange(recording, predictor.Preparation.MissingLeads);
        return new Explanation(
            recording, leads, HeartRate(leads, recording.SamplingRateHz), predictor, chosen, index, output, attribution, faithfulness,
            output.Attention(windows));
    }

    private static double? HeartRate(float[][] leads, double rateHz)
    {
        if (rateHz < LeastRateHz) return null;
        float[] known = [.. leads.SelectMany(lead => lead).Select(sample => float.IsFinite(sample) ? sample : 0)];
        return QrsDetector.BeatsPerMinute(known, leads.Length, rateHz);
    }
}
