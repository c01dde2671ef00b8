using System.Globalization;
using System.Net;
using System.Text;

namespace EcgCmrNative.Cli.Drawing.Vector;

/// <summary>Writes pages as SVG 1.1; a user unit is a millimetre, so that a print at 100 % has the true size.</summary>
internal static class SvgFile
{
    /// <summary>The text of the file.</summary>
    /// <param name="page">The page.</param>
    /// <param name="title">What is shown, for readers of the page by ear.</param>
    public static string Write(VectorPage page, string title)
    {
        var svg = new StringBuilder();
        svg.Append(Invariant(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{page.Width:0.###}mm\" height=\"{page.Height:0.###}mm\" "));
        svg.Append(Invariant($"viewBox=\"0 0 {page.Width:0.###} {page.Height:0.###}\" role=\"img\">\n<title>{Safe(title)}</title>\n"));
        svg.Append("<g font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\" ");
        svg.Append("stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
        foreach (var shape in page.Shapes) svg.Append(Write(shape)).Append('\n');
        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static string Write(VectorShape shape) => shape switch
    {
        FilledBox box => Invariant(
            $"<rect x=\"{box.X:0.###}\" y=\"{box.Y:0.###}\" width=\"{box.Width:0.###}\" height=\"{box.Height:0.###}\" ")
            + $"shape-rendering=\"crispEdges\" fill=\"{Hex(box.Colour)}\"/>",
        Stroke line => Invariant(
            $"<polyline points=\"{Points(line)}\" fill=\"none\" stroke=\"{Hex(line.Colour)}\" stroke-width=\"{line.Width:0.###}\"/>"),
        Lettering text => Invariant(
            $"<text x=\"{text.X:0.###}\" y=\"{text.Baseline:0.###}\" font-size=\"{Helvetica.FontSize(text.Height):0.###}\" ")
            + $"fill=\"{Hex(text.Colour)}\" text-anchor=\"{text.Anchor.ToString().ToLowerInvariant()}\">{Safe(text.Text)}</text>",
        _ => throw new ArgumentException($"unknown shape {shape.GetType().Name}"),
    };

    private static string Points(Stroke line) =>
        string.Join(' ', line.Points.Select(point => Invariant($"{point.X:0.###},{point.Y:0.###}")));

    private static string Hex(Rgb colour) => $"#{colour.Red:x2}{colour.Green:x2}{colour.Blue:x2}";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
