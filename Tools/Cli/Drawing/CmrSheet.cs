using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>
/// Images as given to an encoder: for each a row with end-diastole, mid-systole, end-systole and the three as red, green and blue;
/// first the whole image, then the region of interest that is used with an ECG. Of a single cine the slice that they are of moves at the
/// left.
/// </summary>
internal static class CmrSheet
{
    private const int Side = 160;
    private const int Gap = 6;
    private const int Between = 22;
    private const int Margin = 18;
    private const int Top = 88;
    private const int CaptionHeight = 36;
    private const int CineSide = 2 * Side + Gap;

    private static readonly string[] Columns = ["end-diastole", "mid-systole", "end-systole", "as red, green, blue"];
    private static readonly Rgb Paper = new(250, 250, 251);
    private static readonly Rgb Letters = Rgb.Black;
    private static readonly Rgb Faint = new(100, 116, 139);
    private static readonly Rgb Region = new(245, 158, 11);

    /// <summary>Draws a row for each image.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="images">The images, [3, H, W], with what is written above them.</param>
    public static Canvas Draw(string title, IReadOnlyList<(string Caption, ImageBuffer Image)> images)
    {
        var canvas = new Canvas(
            2 * Margin + 8 * Side + 6 * Gap + Between, Top + images.Count * (CaptionHeight + Side) + Margin, Paper);
        canvas.Text(title, Margin, 32, 15, Letters);
        for (var row = 0; row < images.Count; row++)
        {
            var y = Top + row * (CaptionHeight + Side);
            canvas.Text(images[row].Caption, Margin, y + 27, 9, Letters);
            var image = images[row].Image;
            var region = new RegionCrop().Of(image.Height, image.Width);
            Row(canvas, image, ImageRegion.All(image), Margin, y + CaptionHeight, "whole image", row == 0);
            Row(canvas, image, region, Margin + 4 * (Side + Gap) - Gap + Between, y + CaptionHeight, "region of interest", row == 0);
            Frame(canvas, region, image, Margin, y + CaptionHeight, Side);
        }
        return canvas;
    }

    /// <summary>Draws one study with its cine.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="image">The three phases, [3, H, W].</param>
    /// <param name="cine">A channel for each phase of the slice.</param>
    /// <returns>The picture with the first phase, and what changes for each of the others.</returns>
    public static (Canvas Picture, IReadOnlyList<PngPatch> Phases) Draw(string title, ImageBuffer image, ImageBuffer cine)
    {
        const int Left = Margin + CineSide + Between;
        var canvas = new Canvas(Left + 4 * Side + 3 * Gap + Margin, Top + CineSide + Margin, Paper);
        canvas.Text(title, Margin, 32, 15, Letters);
        canvas.Text($"cine, {cine.Channels} phases", Margin, Top - 10, 10, Faint);
        var region = new RegionCrop().Of(image.Height, image.Width);
        Row(canvas, image, ImageRegion.All(image), Left, Top, "whole image, and region of interest", headings: true);
        Frame(canvas, region, image, Left, Top, Side);
        Row(canvas, image, region, Left, Top + Side + Gap, "", headings: false);
        Gray(canvas, cine, ImageRegion.All(cine), 0, Margin, Top, CineSide);
        var patches = new PngPatch[cine.Channels - 1];
        for (var phase = 1; phase < cine.Channels; phase++)
        {
            var moved = new Canvas(CineSide, CineSide, Paper);
            Gray(moved, cine, ImageRegion.All(cine), phase, 0, 0, CineSide);
            patches[phase - 1] = new PngPatch(Margin, Top, moved);
        }
        return (canvas, patches);
    }

    /// <summary>Which frames an image is of, in words.</summary>
    public static string Describe(CmrFrames frames) =>
        $"slice {frames.Slice}, phases {frames.EndDiastole}, {frames.MidSystole} and {frames.EndSystole}";

    private static void Row(Canvas canvas, ImageBuffer image, ImageRegion region, int left, int top, string group, bool headings)
    {
        if (headings) canvas.Text(group, left, 64, 11, Letters);
        for (var column = 0; column < Columns.Length; column++)
        {
            var x = left + column * (Side + Gap);
            if (headings) canvas.Text(Columns[column], x, 82, 8, Faint);
            if (column < CmrImage.Channels) Gray(canvas, image, region, column, x, top, Side);
            else Composite(canvas, image, region, x, top);
        }
    }

    private static void Gray(Canvas canvas, ImageBuffer image, ImageRegion region, int channel, int left, int top, int side)
    {
        var scaled = Scaled(image, region, side);
        Panel(canvas, left, top, side, at => Level(scaled[channel][at]) is var level ? new Rgb(level, level, level) : default);
    }

    private static void Composite(Canvas canvas, ImageBuffer image, ImageRegion region, int left, int top)
    {
        var scaled = Scaled(image, region, Side);
        Panel(canvas, left, top, Side, at => new Rgb(Level(scaled[0][at]), Level(scaled[1][at]), Level(scaled[2][at])));
    }

    private static void Panel(Canvas canvas, int left, int top, int side, Func<int, Rgb> colour)
    {
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++) canvas[left + x, top + y] = colour(y * side + x);
        }
    }

    private static ImageBuffer Scaled(ImageBuffer image, ImageRegion region, int side)
    {
        var scaled = new ImageBuffer();
        Bilinear.Resize(image, region, side, side, scaled);
        return scaled;
    }

    /// <summary>Where the region of interest is.</summary>
    private static void Frame(Canvas canvas, ImageRegion region, ImageBuffer image, int left, int top, int side)
    {
        var (unitX, unitY) = ((double)side / image.Width, (double)side / image.Height);
        var (x0, y0) = (left + region.Left * unitX, top + region.Top * unitY);
        var (x1, y1) = (x0 + region.Width * unitX, y0 + region.Height * unitY);
        canvas.Line([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], 1.2, Region);
    }

    private static byte Level(double value) => (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
}
