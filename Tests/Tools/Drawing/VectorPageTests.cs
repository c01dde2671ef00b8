using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Drawing.Vector;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Drawing;

/// <summary>One page of 120 × 80 mm in every format.</summary>
public sealed partial class VectorPageTests
{
    private static readonly Rgb Red = new(255, 0, 0);

    private readonly VectorPage _page = Page();

    [Test]
    public void Svg_is_xml_in_millimetres()
    {
        var svg = XDocument.Parse(SvgFile.Write(_page, "a <title> & more")).Root!;
        Assert.That((svg.Attribute("width")!.Value, svg.Attribute("height")!.Value), Is.EqualTo(("120mm", "80mm")));
        Assert.That(svg.Attribute("viewBox")!.Value, Is.EqualTo("0 0 120 80"));
        XNamespace space = "http://www.w3.org/2000/svg";
        Assert.That(svg.Element(space + "title")!.Value, Is.EqualTo("a <title> & more"));
        var shapes = svg.Element(space + "g")!.Elements().ToArray();
        Assert.That(shapes.Select(shape => shape.Name.LocalName), Is.EqualTo((string[])["rect", "polyline", "text", "text"]));
        Assert.That(shapes[1].Attribute("points")!.Value, Is.EqualTo("10,20 35,20 35,10.5"));
        Assert.That(shapes[2].Value, Is.EqualTo("a (b) \\ <c> ± 5 µV"));
        Assert.That(shapes[3].Attribute("text-anchor")!.Value, Is.EqualTo("end"));
        // Capitals of Helvetica are 0.718 of the font size.
        var size = double.Parse(shapes[2].Attribute("font-size")!.Value, CultureInfo.InvariantCulture);
        Assert.That(size, Is.EqualTo(3 / 0.718).Within(1e-3));
    }

    [Test]
    public void Pdf_has_the_true_size_and_every_entry_where_its_table_says()
    {
        var bytes = PdfFile.Write(_page);
        var text = Encoding.Latin1.GetString(bytes);
        Assert.That(text, Does.StartWith("%PDF-1.6\n").And.EndWith("%%EOF\n"));
        Assert.That(text, Does.Contain("/ViewerPreferences << /PrintScaling /None >>"), "printed at its true size");
        var box = MediaBox().Match(text);
        Assert.That(Millimetres(box.Groups[1].Value), Is.EqualTo(120).Within(1e-3));
        Assert.That(Millimetres(box.Groups[2].Value), Is.EqualTo(80).Within(1e-3));
        var table = int.Parse(StartOfTable().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.That(text[table..], Does.StartWith("xref\n0 6\n"));
        var rows = text[table..].Split('\n')[2..8];
        Assert.That(rows, Has.All.Length.EqualTo(19), "20 bytes with the line feed");
        for (var i = 1; i < rows.Length; i++)
            Assert.That(text[int.Parse(rows[i][..10], CultureInfo.InvariantCulture)..], Does.StartWith($"{i} 0 obj\n"));
        Assert.That(PdfFile.Write(Page()), Is.EqualTo(bytes), "no date");
    }

    [Test]
    public void The_content_of_a_pdf_is_the_page()
    {
        var bytes = PdfFile.Write(_page);
        var text = Encoding.Latin1.GetString(bytes);
        var start = text.IndexOf("stream\n", StringComparison.Ordinal) + "stream\n".Length;
        var length = int.Parse(Length().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.That(text[(start + length)..], Does.StartWith("\nendstream"));
        using var zlib = new ZLibStream(new MemoryStream(bytes, start, length), CompressionMode.Decompress);
        var content = new MemoryStream();
        zlib.CopyTo(content);
        var lines = Encoding.Latin1.GetString(content.ToArray()).Split('\n');
        Assert.That(lines[0], Is.EqualTo("2.834646 0 0 -2.834646 0 226.772 cm 1 J 1 j"));
        Assert.That(lines[1], Is.EqualTo("1 0 0 rg 5 6 7.5 8 re f"));
        Assert.That(lines[2], Is.EqualTo("1 0 0 RG 0.3 w 10 20 m 35 20 l 35 10.5 l S"));
        Assert.That(lines[3], Does.EndWith("1 0 0 -1 10 40 Tm (a \\(b\\) \\\\ <c> \u00B1 5 \u00B5V) Tj ET"));
        // "II" at the end: two letters of 278 thousandths.
        var x = 60 - 2 * 0.278 * 3 / 0.718;
        Assert.That(lines[4], Does.Contain(string.Create(CultureInfo.InvariantCulture, $"1 0 0 -1 {x:0.###} 50 Tm (II)")));
    }

    [Test]
    public void Letters_that_the_encoding_lacks_become_question_marks()
    {
        var page = new VectorPage(10, 10);
        page.Text("σ – −1", 0, 5, 2, Red);
        Assert.That(PdfFile.Content(page), Does.Contain("(? \u0096 -1) Tj"));
    }

    [Test]
    public void Pixels_are_where_the_millimetres_are()
    {
        var canvas = RasterPage.Draw(_page, 4);
        Assert.That((canvas.Width, canvas.Height), Is.EqualTo((480, 320)));
        Assert.That((canvas[20, 24], canvas[49, 55], canvas[50, 40], canvas[19, 40]), Is.EqualTo((Red, Red, Rgb.White, Rgb.White)));
        Assert.That(canvas[90, 80], Is.Not.EqualTo(Rgb.White), "on the line");
    }

    [Test]
    public void Png_states_its_resolution()
    {
        var png = PngFile.Encode(new Canvas(3, 2, Red), pixelsPerMillimetre: 10);
        var at = png.AsSpan().IndexOf("pHYs"u8);
        Assert.That(png[(at + 4)..(at + 13)], Is.EqualTo((byte[])[0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10, 1]), "10000 per metre");
        Assert.That(png.AsSpan().IndexOf("IDAT"u8), Is.GreaterThan(at));
        Assert.That(PngFile.Encode(new Canvas(3, 2, Red)).AsSpan().IndexOf("pHYs"u8), Is.EqualTo(-1));
    }

    private static VectorPage Page()
    {
        var page = new VectorPage(120, 80);
        page.Fill(5, 6, 7.5, 8, Red);
        page.Line([(10, 20), (35, 20), (35, 10.5)], 0.3, Red);
        page.Text("a (b) \\ <c> ± 5 µV", 10, 40, 3, Red);
        page.Text("II", 60, 50, 3, Red, TextAnchor.End);
        return page;
    }

    private static double Millimetres(string points) => double.Parse(points, CultureInfo.InvariantCulture) * 25.4 / 72;

    [GeneratedRegex(@"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")]
    private static partial Regex MediaBox();

    [GeneratedRegex(@"startxref\n(\d+)\n")]
    private static partial Regex StartOfTable();

    [GeneratedRegex(@"/Length (\d+) ")]
    private static partial Regex Length();
}
