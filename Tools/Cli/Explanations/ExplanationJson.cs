using System.Text.Json;
using EcgCmrNative.Models.Explanation.Checks;

namespace EcgCmrNative.Cli.Explanations;

/// <summary>An explanation as JSON: the numbers of the page, and the map by patch.</summary>
internal static class ExplanationJson
{
    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(Explanation shown)
    {
        var (map, measured) = (shown.Attribution.Map, shown.Faithfulness);
        var file = new MemoryStream();
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("target", shown.Prediction.Target.Name);
            json.WriteNumber("prediction", shown.Prediction.Value);
            json.WriteString("explained", ExplanationText.What(shown));
            json.WriteString("unit", shown.Output.Unit);
            json.WriteNumber("value", measured.Value);
            json.WriteNumber("baseline", measured.Baseline);
            json.WriteString("method", shown.Attribution.Method.ToString());
            if (shown.Attribution.Integral is { } integral)
            {
                json.WriteNumber("steps", integral.Steps);
                json.WriteNumber("residual", integral.Residual);
                json.WriteBoolean("complete", integral.IsComplete);
            }
            json.WriteStartObject("faithfulness");
            json.WriteNumber("random_orders", measured.RandomOrders);
            Write(json, "deletion", measured.Deletion);
            Write(json, "insertion", measured.Insertion);
            json.WriteBoolean("faithful", measured.IsFaithful);
            json.WriteEndObject();
            json.WriteNumber("sampling_rate_hz", shown.RateHz);
            json.WriteNumber("patch_samples", shown.Output.Grid.PatchSamples);
            json.WriteStartArray("windows");
            foreach (var (window, patches) in map.PerPatch().Chunk(map.Grid.Patches).Index())
            {
                json.WriteStartObject();
                json.WriteNumber("start_seconds", shown.Predictor.WindowStartSeconds(window));
                json.WriteStartArray("leads");
                foreach (var row in patches.Chunk(map.Grid.Columns)) Write(json, row);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        file.WriteByte((byte)'\n');
        return file.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, FaithfulnessCurve curve)
    {
        json.WriteStartObject(name);
        json.WriteNumber("gain", curve.Gain.Value);
        json.WriteNumber("low", curve.Gain.Low);
        json.WriteNumber("high", curve.Gain.High);
        json.WritePropertyName("values");
        Write(json, curve.Values);
        json.WritePropertyName("random_values");
        Write(json, curve.RandomValues);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<double> values)
    {
        json.WriteStartArray();
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
