using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>
/// A recording as it is printed: 25 mm/s and 10 mm/mV on millimetre paper. Ten seconds or more come in four columns of three leads with
/// lead II below; shorter recordings as twelve rows.
/// </summary>
internal static class EcgPaper
{
    private const double MillimetresPerSecond = 25;
    private const double MillimetresPerMillivolt = 10;
    private const int PixelsPerMillimetre = 6;
    private const double StandardSeconds = 10;
    private const double LeftMillimetres = 12;
    private const double TopMillimetres = 13;
    private const double LineWidth = 1.9;

    private static readonly Rgb Paper = new(255, 250, 248);
    private static readonly Rgb FineGrid = new(253, 230, 226);
    private static readonly Rgb CoarseGrid = new(246, 187, 179);
    private static readonly Rgb Ink = new(20, 24, 40);

    /// <summary>Draws.</summary>
    /// <exception cref="DataFormatException">As <see cref="LeadMap.Find"/>.</exception>
    public static Canvas Draw(EcgRecording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var leads = LeadMap.Find(recording);
        var standard = recording.DurationSeconds >= StandardSeconds - 1.0 / recording.SamplingRateHz;
        var seconds = standard ? StandardSeconds : recording.DurationSeconds;
        var rowMillimetres = standard ? 30 : 20;
        var rows = standard ? 4 : leads.Length;
        var canvas = new Canvas(
            Pixels(LeftMillimetres + seconds * MillimetresPerSecond + 4), Pixels(TopMillimetres + rows * rowMillimetres + 6), Paper);
        Grid(canvas);
        for (var row = 0; row < rows; row++)
        {
            var middle = TopMillimetres + (row + 0.5) * rowMillimetres;
            Calibration(canvas, middle);
            if (!standard) Trace(canvas, recording, leads, (Lead)row, 0, seconds, LeftMillimetres, middle);
            else if (row == 3) Trace(canvas, recording, leads, Lead.II, 0, seconds, LeftMillimetres, middle);
            else
            {
                for (var column = 0; column < 4; column++)
                {
                    var start = column * seconds / 4;
                    Trace(
                        canvas, recording, leads, (Lead)(3 * column + row), start, start + seconds / 4,
                        LeftMillimetres + start * MillimetresPerSecond, middle);
                }
            }
        }
        Title(canvas, recording);
        return canvas;
    }

    private static int Pixels(double millimetres) => (int)Math.Ceiling(millimetres * PixelsPerMillimetre);

    private static void Grid(Canvas canvas)
    {
        foreach (var (step, colour) in ((int, Rgb)[])[(1, FineGrid), (5, CoarseGrid)])
        {
            for (var x = 0; x < canvas.Width; x += step * PixelsPerMillimetre) canvas.Fill(x, 0, 1, canvas.Height, colour);
            for (var y = 0; y < canvas.Height; y += step * PixelsPerMillimetre) canvas.Fill(0, y, canvas.Width, 1, colour);
        }
    }

    /// <summary>The pulse of 1 mV and 0.2 s that shows the scale.</summary>
    private static void Calibration(Canvas canvas, double middle)
    {
        const double Left = 3, Width = 5;
        var (low, high) = (middle * PixelsPerMillimetre, (middle - MillimetresPerMillivolt) * PixelsPerMillimetre);
        var (from, to) = (Left * PixelsPerMillimetre, (Left + Width) * PixelsPerMillimetre);
        canvas.Line(
            [(from - PixelsPerMillimetre, low), (from, low), (from, high), (to, high), (to, low), (to + PixelsPerMillimetre, low)],
            LineWidth, Ink);
    }

    private static void Trace(
        Canvas canvas, EcgRecording recording, EcgSignal?[] leads, Lead lead, double from, double to, double left, double middle)
    {
        var signal = leads[(int)lead];
        var name = signal is null ? $"{lead} missing" : lead.ToString();
        canvas.Text(name, (left + 1.5) * PixelsPerMillimetre, (middle - 9.5) * PixelsPerMillimetre, 2.6 * PixelsPerMillimetre, Ink);
        if (signal is null) return;
        var sign = signal.Lead!.Value.Inverted ? -1 : 1;
        var (first, last) = ((int)Math.Round(from * recording.SamplingRateHz), (int)Math.Round(to * recording.SamplingRateHz));
        last = Math.Min(last, signal.Samples.Length);
        var points = new List<(double X, double Y)>(last - first);
        for (var t = first; t <= last; t++)
        {
            if (t < last && float.IsFinite(signal.Samples[t]))
            {
                var y = middle - sign * signal.Samples[t] * MillimetresPerMillivolt;
                points.Add(((left + (t - first) / recording.SamplingRateHz * MillimetresPerSecond) * PixelsPerMillimetre,
                    Math.Clamp(y, -10, 1000) * PixelsPerMillimetre));
                continue;
            }
            canvas.Line([.. points], LineWidth, Ink);
            points.Clear();
        }
    }

    private static void Title(Canvas canvas, EcgRecording recording)
    {
        var subject = recording.Subject;
        var person = string.Join(", ", new[]
        {
            subject.Sex == Sex.Unknown ? null : subject.Sex.ToString().ToLowerInvariant(),
            subject.AgeYears is { } age ? $"{age:0.#} years" : null,
        }.Where(part => part is not null));
        var text = $"{recording.Name}   {person}{(person.Length > 0 ? "   " : "")}{recording.SamplingRateHz:0.##} Hz";
        const double Baseline = 7.5 * PixelsPerMillimetre, Size = 2.6 * PixelsPerMillimetre;
        canvas.Text(text, 3 * PixelsPerMillimetre, Baseline, Size, Ink);
        const string Scale = "25 mm/s   10 mm/mV";
        canvas.Text(Scale, canvas.Width - 4 * PixelsPerMillimetre - StrokeFont.WidthOf(Scale, Size), Baseline, Size, Ink);
    }
}
