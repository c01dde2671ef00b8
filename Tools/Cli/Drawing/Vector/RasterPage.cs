namespace EcgCmrNative.Cli.Drawing.Vector;

/// <summary>Draws pages in pixels, with the stroke font.</summary>
internal static class RasterPage
{
    /// <summary>Longer texts are made as narrow as on other pages.</summary>
    private const int LongText = 8;

    /// <summary>Draws.</summary>
    /// <param name="page">The page.</param>
    /// <param name="pixelsPerMillimetre">Resolution; write it into the PNG file for prints of the true size.</param>
    public static Canvas Draw(VectorPage page, int pixelsPerMillimetre)
    {
        double scale = pixelsPerMillimetre;
        var canvas = new Canvas((int)Math.Ceiling(page.Width * scale), (int)Math.Ceiling(page.Height * scale), Rgb.White);
        foreach (var shape in page.Shapes)
        {
            switch (shape)
            {
                case FilledBox box:
                    canvas.Fill(box.X * scale, box.Y * scale, box.Width * scale, box.Height * scale, box.Colour);
                    break;
                case Stroke line:
                    canvas.Line([.. line.Points.Select(point => (point.X * scale, point.Y * scale))], line.Width * scale, line.Colour);
                    break;
                case Lettering text:
                    // The stroke font is wider: its letters become smaller so that long texts take the same room on every page.
                    var height = text.Height * scale;
                    var room = Helvetica.WidthOf(text.Text, height);
                    if (text.Text.Length > LongText) height *= Math.Min(1, room / Math.Max(StrokeFont.WidthOf(text.Text, height), 1e-9));
                    var width = StrokeFont.WidthOf(text.Text, height);
                    var x = text.X * scale - (text.Anchor switch { TextAnchor.Middle => width / 2, TextAnchor.End => width, _ => 0 });
                    canvas.Text(text.Text, x, text.Baseline * scale, height, text.Colour);
                    break;
                default:
                    throw new ArgumentException($"unknown shape {shape.GetType().Name}");
            }
        }
        return canvas;
    }
}
