namespace EcgCmrNative.Cli.Drawing.Vector;

/// <summary>Where a text stands relative to its point.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>A shape of a page. All lengths are millimetres; x to the right, y down.</summary>
internal abstract record VectorShape(Rgb Colour);

/// <summary>A filled rectangle.</summary>
internal sealed record FilledBox(double X, double Y, double Width, double Height, Rgb Colour) : VectorShape(Colour);

/// <summary>A line through points with round ends and joints.</summary>
internal sealed record Stroke(IReadOnlyList<(double X, double Y)> Points, double Width, Rgb Colour) : VectorShape(Colour);

/// <summary>A text without serifs.</summary>
/// <param name="Text">The text.</param>
/// <param name="X">Where it begins, has its middle, or ends.</param>
/// <param name="Baseline">Where the letters stand.</param>
/// <param name="Height">Height of a capital.</param>
/// <param name="Colour">The colour.</param>
/// <param name="Anchor">What <paramref name="X"/> is.</param>
internal sealed record Lettering(string Text, double X, double Baseline, double Height, Rgb Colour, TextAnchor Anchor)
    : VectorShape(Colour);

/// <summary>
/// A drawing in millimetres, which <see cref="SvgFile"/>, <see cref="PdfFile"/> and <see cref="RasterPage"/> show alike: later shapes cover
/// earlier ones.
/// </summary>
/// <param name="Width">Width in millimetres.</param>
/// <param name="Height">Height in millimetres.</param>
internal sealed record VectorPage(double Width, double Height)
{
    private readonly List<VectorShape> _shapes = [];

    public IReadOnlyList<VectorShape> Shapes => _shapes;

    public void Fill(double x, double y, double width, double height, Rgb colour) =>
        _shapes.Add(new FilledBox(x, y, width, height, colour));

    public void Line(IReadOnlyList<(double X, double Y)> points, double width, Rgb colour)
    {
        if (points.Count > 1) _shapes.Add(new Stroke(points, width, colour));
    }

    public void Text(string text, double x, double baseline, double height, Rgb colour, TextAnchor anchor = TextAnchor.Start) =>
        _shapes.Add(new Lettering(text, x, baseline, height, colour, anchor));
}
