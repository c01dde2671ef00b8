using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Explanation.Checks;
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

    /// <summary>Samples of one field of colour: 40 ms for integrated gradients, otherwise a patch.</summary>
    public int StretchSamples => Attribution.Method == AttributionMethod.IntegratedGradients
        ? Math.Clamp((int)Math.Round(MillisecondsPerStretch * RateHz / 1000), 1, Output.Grid.Samples)
        : Attribution.Map.Resolution;

    /// <summary>Sampling rate of the model's windows.</summary>
    public double RateHz => Predictor.Preparation.SamplingRateHz;

    /// <summary>Seconds of one field of colour.</summary>
    public double StretchSeconds => StretchSamples / RateHz;
}
