using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>
/// For each time of an ECG, which places of an image agree with it: the image under a map that moves with the time. The colours are
/// relative to the mean of the time's map, and of one strength at all times.
/// </summary>
/// <param name="image">One channel.</param>
/// <param name="ecg">[leads, samples], row-major.</param>
/// <param name="leads">Rows of the ECG.</param>
/// <param name="pairwise">[times, rows, columns], row-major: similarity of each time with each place.</param>
/// <param name="size">Rows and columns of the map.</param>
/// <param name="seconds">Length of the ECG.</param>
internal sealed class AgreementOverTime(
    ImageBuffer image, float[] ecg, int leads, double[] pairwise, (int Rows, int Columns) size, double seconds)
{
    /// <summary>The part of the map's colour over the image where a map is furthest from its mean; none at the mean.</summary>
    public const double Opacity = 0.65;

    private const int Margin = 20;
    private const int Top = 66;
    private const int Side = 240;
    private const int Between = 62;
    private const int TraceWidth = 440;

    private static readonly Rgb Letters = new(31, 41, 55);
    private static readonly Rgb Faint = new(100, 116, 139);
    private static readonly Rgb Band = new(255, 214, 102);

    /// <summary>Rows and columns of the map.</summary>
    public (int Rows, int Columns) Size => size;

    /// <summary>Number of times.</summary>
    public int Times { get; } = pairwise.Length / (size.Rows * size.Columns);

    /// <summary>Seconds from a time to the next.</summary>
    public double StepSeconds => seconds / Times;

    /// <summary>Seconds of the ECG.</summary>
    public double Seconds => seconds;

    /// <summary>The mean similarity of each time.</summary>
    public IReadOnlyList<double> Means { get; } = [.. pairwise.Chunk(size.Rows * size.Columns).Select(map => map.Average())];

    /// <summary>How far the strongest colour is from the mean of its time.</summary>
    public double Span { get; } = pairwise.Chunk(size.Rows * size.Columns).Max(map => AgreementScale.Of(map).Span);

    /// <summary>Number of leads.</summary>
    public int Leads => leads;

    /// <summary>The time with the place whose similarity is furthest from the mean of its time.</summary>
    public int Strongest => Enumerable.Range(0, Times).MaxBy(time => Shares(time).Max(Math.Abs));

    /// <summary>The samples of a lead.</summary>
    public ReadOnlySpan<float> Lead(int lead) => ecg.AsSpan(lead * (ecg.Length / leads), ecg.Length / leads);

    /// <summary>The name of a lead.</summary>
    public string LeadName(int lead) => leads == LeadMap.LeadCount ? ((Lead)lead).ToString() : $"{lead + 1}";

    /// <summary>How far each place is from the mean of a time: [rows, columns], −1 to 1.</summary>
    public double[] Shares(int time)
    {
        var (places, scale) = (size.Rows * size.Columns, new AgreementScale(Means[time], Span));
        return [.. pairwise.Skip(time * places).Take(places).Select(scale.Share)];
    }

    /// <summary>The image without a map.</summary>
    public Canvas Image() => Draw(time: null);

    /// <summary>The image under the map of a time.</summary>
    public Canvas Image(int time) => Draw(time);

    /// <summary>An animation as PNG that plays as fast as the ECG: the image with its map, and the ECG with the time.</summary>
    /// <param name="title">What is shown.</param>
    public byte[] Animation(string title) => PngFile.Encode(
        Frame(title, 0), [.. Enumerable.Range(1, Times - 1).Select(time => new PngPatch(0, 0, Frame(title, time)))],
        TimeSpan.FromSeconds(StepSeconds));

    private Canvas Frame(string title, int time)
    {
        const int Left = Margin + Side + Between;
        var canvas = new Canvas(Left + TraceWidth + Margin, Top + Side + Margin, Rgb.White);
        canvas.Text(title, Margin, 30, 14, Letters);
        canvas.Text(
            FormattableString.Invariant($"{time * StepSeconds:F2} s: cosine {Means[time]:F3} +/- {Span:F3}"), Margin, Top - 12, 10, Faint);
        var picture = Image(time);
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++) canvas[Margin + x, Top + y] = picture[x, y];
        var step = (double)TraceWidth / Times;
        canvas.Fill(Left + time * step, Top, step, Side, Band);
        for (var lead = 0; lead < leads; lead++)
        {
            var (y, height) = (Top + lead * Side / leads, Side / leads);
            canvas.Text(LeadName(lead), Left - 40, y + height / 2.0 + 5, 11, Letters);
            Trace.Draw(canvas, Lead(lead), Trace.Range(Lead(lead)), (Left, y, TraceWidth, height), 1.1, Letters);
        }
        return canvas;
    }

    private Canvas Draw(int? time)
    {
        var (grey, map) = (Scaled(image), time is { } at ? Scaled(ImageBuffer.Of(Shares(at), 1, size.Rows, size.Columns)) : null);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in grey[0]) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        var canvas = new Canvas(Side, Side, Rgb.Black);
        for (var i = 0; i < Side * Side; i++)
        {
            var pixel = Rgb.Mix(Rgb.Black, Rgb.White, high > low ? (grey[0][i] - low) / (high - low) : 0);
            canvas[i % Side, i / Side] =
                map is null ? pixel : Rgb.Mix(pixel, AgreementScale.Full(map[0][i]), Opacity * Math.Abs(map[0][i]));
        }
        return canvas;
    }

    private static ImageBuffer Scaled(ImageBuffer from)
    {
        var scaled = new ImageBuffer();
        Bilinear.Resize(from, ImageRegion.All(from), Side, Side, scaled);
        return scaled;
    }
}
