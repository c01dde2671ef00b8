using EcgCmrNative.Data.Images;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>An ECG and the images that are nearest to it, the nearest at the left; that of the same person has a green frame.</summary>
internal static class RetrievalPicture
{
    private const int Margin = 16, Side = 150, Gap = 8, TraceHeight = 46, LeadWidth = 40, Frame = 4, Between = 14;

    private static readonly Rgb Letters = new(31, 41, 55);
    private static readonly Rgb Own = new(0, 158, 115);
    private static readonly Rgb Other = new(213, 221, 231);

    /// <summary>Draws.</summary>
    /// <param name="leads">Names and samples of some leads.</param>
    /// <param name="images">One channel each, 0 … 1, and whether it is of the same person.</param>
    public static Canvas Draw(IReadOnlyList<(string Name, float[] Samples)> leads, IReadOnlyList<(ImageBuffer Image, bool IsOwn)> images)
    {
        var width = Math.Max(images.Count, 1) * (Side + Gap) - Gap;
        var top = Margin + leads.Count * TraceHeight + Between;
        var canvas = new Canvas(width + 2 * Margin, top + Side + Margin, Rgb.White);
        for (var lead = 0; lead < leads.Count; lead++)
        {
            var y = Margin + lead * TraceHeight;
            canvas.Text(leads[lead].Name, Margin, y + TraceHeight / 2.0 + 5, 13, Letters);
            Trace.Draw(
                canvas, leads[lead].Samples, Trace.Range(leads[lead].Samples),
                (Margin + LeadWidth, y, width - LeadWidth, TraceHeight), 1.3, Letters);
        }
        for (var i = 0; i < images.Count; i++)
        {
            var left = Margin + i * (Side + Gap);
            canvas.Fill(left - Frame, top - Frame, Side + 2 * Frame, Side + 2 * Frame, images[i].IsOwn ? Own : Other);
            Put(canvas, images[i].Image, left, top);
        }
        return canvas;
    }

    private static void Put(Canvas canvas, ImageBuffer image, int left, int top)
    {
        var scaled = new ImageBuffer();
        Bilinear.Resize(image, ImageRegion.All(image), Side, Side, scaled);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var level = (byte)Math.Round(255 * Math.Clamp(scaled[0][y * Side + x], 0, 1));
                canvas[left + x, top + y] = new Rgb(level, level, level);
            }
        }
    }
}
