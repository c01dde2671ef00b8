using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>
/// Where the image of a person agrees with their ECG, and their ECG with the image: the middle channel with its map over it, and each lead
/// over a strip of heat. Red is above a map's mean, blue below; the range of the colours is written next to it.
/// </summary>
internal static class LocalizationPicture
{
    private const int Margin = 24;
    private const int Top = 84;
    private const int Side = 344;
    private const int Between = 70;
    private const int TraceWidth = 760;
    private const int TraceHeight = 40;
    private const int StripHeight = 12;
    private const int RowHeight = TraceHeight + StripHeight + 8;
    private const int MeanWidth = 26;

    private static readonly Rgb Letters = new(31, 41, 55);
    private static readonly Rgb Faint = new(100, 116, 139);

    /// <summary>Draws.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="image">One channel.</param>
    /// <param name="imageMap">One channel of agreement.</param>
    /// <param name="ecg">[leads, samples], row-major.</param>
    /// <param name="ecgMap">[leads, times], row-major.</param>
    /// <param name="leads">Rows of the ECG.</param>
    public static Canvas Draw(
        string title, ImageBuffer image, ImageBuffer imageMap, ReadOnlySpan<float> ecg, ReadOnlySpan<double> ecgMap, int leads)
    {
        var (samples, times) = (ecg.Length / leads, ecgMap.Length / leads);
        const int Left = Margin + Side + Between;
        var height = Math.Max(2 * Side + 36, leads * RowHeight + StripHeight + 16);
        var canvas = new Canvas(Left + TraceWidth + 12 + MeanWidth + Margin, Top + height + Margin, Rgb.White);
        canvas.Text(title, Margin, 36, 17, Letters);
        var (ofImage, ofEcg) = (AgreementScale.Of(imageMap[0]), AgreementScale.Of(ecgMap));
        canvas.Text($"image with whole ECG: {ofImage}", Margin, Top - 12, 10, Faint);
        canvas.Text($"ECG with whole image: {ofEcg}", Left, Top - 12, 10, Faint);
        canvas.Text("mean", Left + TraceWidth + 8, Top - 12, 10, Faint);
        Images(canvas, image, imageMap, ofImage);
        var mean = new double[times];
        for (var lead = 0; lead < leads; lead++)
        {
            var y = Top + lead * RowHeight;
            var values = ecg.Slice(lead * samples, samples);
            var heat = ecgMap.Slice(lead * times, times);
            var name = leads == LeadMap.LeadCount ? ((Lead)lead).ToString() : $"{lead + 1}";
            canvas.Text(name, Left - 44, y + TraceHeight / 2.0 + 6, 13, Letters);
            Trace.Draw(canvas, values, Trace.Range(values), (Left, y, TraceWidth, TraceHeight), 1.3, Letters);
            Strip(canvas, heat, ofEcg, Left, y + TraceHeight);
            var sum = 0.0;
            for (var t = 0; t < times; t++)
            {
                mean[t] += heat[t] / leads;
                sum += heat[t];
            }
            canvas.Fill(Left + TraceWidth + 12, y + TraceHeight - 14, MeanWidth, StripHeight + 14, ofEcg.Colour(sum / times));
        }
        var below = Top + leads * RowHeight;
        canvas.Text("mean", Left - 58, below + StripHeight + 10, 11, Letters);
        Strip(canvas, mean, ofEcg, Left, below + 6);
        return canvas;
    }

    private static void Images(Canvas canvas, ImageBuffer image, ImageBuffer map, AgreementScale scale)
    {
        var (grey, heat) = (Scaled(image), Scaled(map));
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in grey[0]) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var level = high > low ? (grey[0][y * Side + x] - low) / (high - low) : 0;
                var pixel = Rgb.Mix(Rgb.Black, Rgb.White, level);
                canvas[Margin + x, Top + y] = pixel;
                canvas[Margin + x, Top + Side + 12 + y] = Rgb.Mix(pixel, scale.Colour(heat[0][y * Side + x]), 0.5);
            }
        }
    }

    private static void Strip(Canvas canvas, ReadOnlySpan<double> heat, AgreementScale scale, int left, int top)
    {
        for (var x = 0; x < TraceWidth; x++)
        {
            var place = Math.Clamp((x + 0.5) * heat.Length / TraceWidth - 0.5, 0, heat.Length - 1);
            var (first, share) = ((int)place, place - (int)place);
            var value = heat[first] + share * (heat[Math.Min(first + 1, heat.Length - 1)] - heat[first]);
            canvas.Fill(left + x, top, 1, StripHeight, scale.Colour(value));
        }
    }

    private static ImageBuffer Scaled(ImageBuffer image)
    {
        var scaled = new ImageBuffer();
        Bilinear.Resize(image, ImageRegion.All(image), Side, Side, scaled);
        return scaled;
    }
}
