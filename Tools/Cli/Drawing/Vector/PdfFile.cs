using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace EcgCmrNative.Cli.Drawing.Vector;

/// <summary>
/// Writes a page as PDF 1.6 (ISO 32000-1) with the built-in Helvetica: one page of the true size, which viewers are asked to print without
/// scaling; without date or producer, so that the same page gives the same bytes.
/// </summary>
internal static class PdfFile
{
    private const double PointsPerMillimetre = 72 / 25.4;

    /// <summary>Letters of the Windows encoding that are not at their place of Latin 1.</summary>
    private static readonly Dictionary<char, byte> Moved = new()
    {
        ['–'] = 0x96,
        ['—'] = 0x97,
        ['•'] = 0x95,
        ['…'] = 0x85,
        ['‘'] = 0x91,
        ['’'] = 0x92,
        ['“'] = 0x93,
        ['”'] = 0x94,
        ['€'] = 0x80,
        ['−'] = (byte)'-',
        ['μ'] = 0xB5,
    };

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(VectorPage page)
    {
        var content = Compress(Encoding.Latin1.GetBytes(Content(page)));
        var size = Invariant($"{page.Width * PointsPerMillimetre:0.###} {page.Height * PointsPerMillimetre:0.###}");
        var file = new MemoryStream();
        var starts = new List<long>();
        Text(file, "%PDF-1.6\n");
        file.Write([(byte)'%', 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        Entry("<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /PrintScaling /None >> >>");
        Entry("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Entry($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>");
        Begin();
        Text(file, $"<< /Length {content.Length} /Filter /FlateDecode >>\nstream\n");
        file.Write(content);
        Text(file, "\nendstream\nendobj\n");
        Entry("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        var table = file.Position;
        Text(file, $"xref\n0 {starts.Count + 1}\n0000000000 65535 f \n");
        foreach (var start in starts) Text(file, Invariant($"{start:D10} 00000 n \n"));
        Text(file, $"trailer\n<< /Size {starts.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Begin()
        {
            starts.Add(file.Position);
            Text(file, $"{starts.Count} 0 obj\n");
        }

        void Entry(string dictionary)
        {
            Begin();
            Text(file, $"{dictionary}\nendobj\n");
        }
    }

    /// <summary>Operators that draw the page. The first one makes millimetres of points, from the upper left corner.</summary>
    internal static string Content(VectorPage page)
    {
        var content = new StringBuilder(Invariant(
            $"{PointsPerMillimetre:0.######} 0 0 {-PointsPerMillimetre:0.######} 0 {page.Height * PointsPerMillimetre:0.###} cm "));
        content.Append("1 J 1 j\n");
        foreach (var shape in page.Shapes)
        {
            switch (shape)
            {
                case FilledBox box:
                    content.Append(Invariant($"{Colour(box.Colour)} rg {box.X:0.###} {box.Y:0.###} "));
                    content.Append(Invariant($"{box.Width:0.###} {box.Height:0.###} re f\n"));
                    break;
                case Stroke line:
                    content.Append(Invariant($"{Colour(line.Colour)} RG {line.Width:0.###} w"));
                    for (var i = 0; i < line.Points.Count; i++)
                        content.Append(Invariant($" {line.Points[i].X:0.###} {line.Points[i].Y:0.###} {(i == 0 ? 'm' : 'l')}"));
                    content.Append(" S\n");
                    break;
                case Lettering text:
                    var width = Helvetica.WidthOf(text.Text, text.Height);
                    var x = text.X - (text.Anchor switch { TextAnchor.Middle => width / 2, TextAnchor.End => width, _ => 0 });
                    content.Append(Invariant($"BT /F1 {Helvetica.FontSize(text.Height):0.###} Tf {Colour(text.Colour)} rg "));
                    content.Append(Invariant($"1 0 0 -1 {x:0.###} {text.Baseline:0.###} Tm "));
                    content.Append($"({Escaped(text.Text)}) Tj ET\n");
                    break;
                default:
                    throw new ArgumentException($"unknown shape {shape.GetType().Name}");
            }
        }
        return content.ToString();
    }

    /// <summary>A string of one byte per letter, as Latin 1; letters that the encoding lacks become question marks.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in text)
        {
            if (letter is '(' or ')' or '\\') escaped.Append('\\').Append(letter);
            else if (letter is >= ' ' and <= '~' or >= '\u00A0' and <= '\u00FF') escaped.Append(letter);
            else escaped.Append(Moved.TryGetValue(letter, out var code) ? (char)code : '?');
        }
        return escaped.ToString();
    }

    private static byte[] Compress(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal)) zlib.Write(content);
        return compressed.ToArray();
    }

    private static string Colour(Rgb colour) =>
        Invariant($"{colour.Red / 255.0:0.###} {colour.Green / 255.0:0.###} {colour.Blue / 255.0:0.###}");

    private static void Text(MemoryStream file, string text) => file.Write(Encoding.ASCII.GetBytes(text));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
