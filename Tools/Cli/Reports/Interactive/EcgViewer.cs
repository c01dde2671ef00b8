using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EcgCmrNative.Cli.Reports.Interactive;

/// <summary>A recording of the viewer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Samples">[leads, samples].</param>
internal sealed record ViewedRecording(string Name, float[] Samples);

/// <summary>ECGs that can be looked at: a choice of the recording, leads on and off, zoom.</summary>
/// <param name="title">What is shown.</param>
/// <param name="leads">Names of the leads.</param>
/// <param name="rateHz">Samples per second.</param>
/// <param name="unit">Unit of the samples.</param>
/// <param name="recordings">The recordings.</param>
internal sealed class EcgViewer(
    string title, IReadOnlyList<string> leads, double rateHz, string unit, IReadOnlyList<ViewedRecording> recordings)
    : InteractiveFigure(title, $"{recordings.Count} recordings of {leads.Count} leads; one is drawn at a time, a row for each lead.")
{
    protected override bool IsWide => true;

    protected override void Controls(StringBuilder html)
    {
        html.Append("<div class=\"tools\"><label>Recording <select class=\"recording\">");
        foreach (var recording in recordings) html.Append($"<option>{Safe(recording.Name)}</option>");
        html.Append("</select></label><fieldset><legend>Leads</legend>");
        for (var lead = 0; lead < leads.Count; lead++)
            html.Append($"<label><input type=\"checkbox\" data-lead=\"{lead}\" checked>{Safe(leads[lead])}</label>");
        html.Append("</fieldset></div>\n");
    }

    protected override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "ecg");
        json.WriteNumber("rate", rateHz);
        json.WriteString("unit", unit);
        WriteTexts(json, "leads", leads);
        json.WriteStartArray("recordings");
        foreach (var recording in recordings)
        {
            // 16 bits of the largest sample are finer than what a screen shows.
            var largest = recording.Samples.Max(MathF.Abs);
            var scale = largest > 0 ? largest / short.MaxValue : 1;
            var bytes = new byte[2 * recording.Samples.Length];
            for (var i = 0; i < recording.Samples.Length; i++)
                BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), (short)MathF.Round(recording.Samples[i] / scale));
            json.WriteStartObject();
            json.WritePropertyName("scale");
            json.WriteRawValue(scale.ToString("G6", CultureInfo.InvariantCulture));
            json.WriteBase64String("data", bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
