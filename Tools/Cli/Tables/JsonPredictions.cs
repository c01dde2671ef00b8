using System.Globalization;
using System.Text.Json;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Tables;

/// <summary>An array with an object per recording.</summary>
internal sealed class JsonPredictions : PredictionWriter
{
    private const int MostPendingBytes = 1 << 16;

    private readonly ModelCard _card;
    private readonly Utf8JsonWriter _json;

    public JsonPredictions(Stream stream, ModelCard card)
    {
        _card = card;
        _json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        _json.WriteStartArray();
    }

    public override void Write(PreparedRecording recording, EcgPrediction prediction)
    {
        _json.WriteStartObject();
        _json.WriteString("recording", recording.Name);
        _json.WriteNumber("windows", prediction.Windows);
        _json.WriteStartObject("targets");
        for (var t = 0; t < prediction.Targets.Count; t++)
        {
            _json.WriteStartObject(prediction.Targets[t].Target.Name);
            WriteTarget(prediction.Targets[t], _card.Targets[t]);
            _json.WriteEndObject();
        }
        _json.WriteEndObject();
        End(recording);
    }

    public override void Refuse(PreparedRecording recording, string reason)
    {
        _json.WriteStartObject();
        _json.WriteString("recording", recording.Name);
        _json.WriteString("refused", reason);
        End(recording);
    }

    public override void Finish()
    {
        _json.WriteEndArray();
        _json.Dispose();
    }

    private void End(PreparedRecording recording)
    {
        if (recording.Quality is { } quality) WriteQuality(quality, recording.HeartRatePerMinute);
        _json.WriteEndObject();
        if (_json.BytesPending > MostPendingBytes) _json.Flush();
    }

    private void WriteQuality(SignalQuality quality, double? heartRate)
    {
        _json.WriteStartObject("quality");
        _json.WriteBoolean("good", quality.IsClean);
        if (heartRate is { } rate) _json.WriteNumber("heart_rate_per_min", rate);
        else _json.WriteNull("heart_rate_per_min");
        foreach (var (name, leads) in QualityText.Defects([.. quality.Leads.Select(lead => lead.Defects)]))
        {
            _json.WriteStartArray(name);
            foreach (var lead in leads) _json.WriteStringValue(lead.ToString());
            _json.WriteEndArray();
        }
        _json.WriteBoolean("limb_leads_contradict", quality.EinthovenViolated);
        _json.WriteEndObject();
    }

    private void WriteTarget(TargetPrediction prediction, CalibratedTarget calibrated)
    {
        var target = prediction.Target;
        switch (target.Kind)
        {
            case TargetKind.Number:
                _json.WriteNumber("value", prediction.Value);
                WriteInterval(prediction, calibrated);
                if (target.Unit is { } unit) _json.WriteString("unit", unit);
                break;
            case TargetKind.Classes:
                if (target.IsBinary)
                {
                    _json.WriteNumber("probability", prediction.Value);
                    WriteInterval(prediction, calibrated);
                    _json.WriteNumber("threshold", calibrated.Threshold ?? CalibratedTarget.DefaultThreshold);
                }
                _json.WriteStartObject("probabilities");
                for (var i = 0; i < prediction.Probabilities.Count; i++)
                    _json.WriteNumber(target.ClassValues[i].ToString(CultureInfo.InvariantCulture), prediction.Probabilities[i]);
                _json.WriteEndObject();
                _json.WriteNumber(
                    "decision",
                    prediction.IsPositive is { } positive ? target.ClassValues[positive ? 1 : 0] : prediction.Value);
                break;
            default:
                _json.WriteNumber("hazard_ratio", prediction.Value);
                break;
        }
    }

    private void WriteInterval(TargetPrediction prediction, CalibratedTarget calibrated)
    {
        if (prediction.Low is { } low) _json.WriteNumber("low", low);
        if (prediction.High is { } high) _json.WriteNumber("high", high);
        _json.WriteString("interval", calibrated.IntervalMethod ?? "no interval");
    }
}
