namespace EcgCmrNative.Cli.Drawing;

/// <summary>A picture in memory: x to the right, y down, in pixels; the centre of the first pixel is (0.5, 0.5).</summary>
internal sealed class Canvas
{
    private readonly byte[] _pixels;
    private readonly float[] _coverage;

    public Canvas(int width, int height, Rgb background)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height) = (width, height);
        _pixels = new byte[checked(width * height * 3)];
        _coverage = new float[width * height];
        Fill(0, 0, width, height, background);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>A row of pixels, red, green, blue.</summary>
    public ReadOnlySpan<byte> Row(int y) => _pixels.AsSpan(y * Width * 3, Width * 3);

    /// <summary>The colour of a pixel.</summary>
    public Rgb this[int x, int y]
    {
        get => new(_pixels[(y * Width + x) * 3], _pixels[(y * Width + x) * 3 + 1], _pixels[(y * Width + x) * 3 + 2]);
        set
        {
            var at = (y * Width + x) * 3;
            (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = (value.Red, value.Green, value.Blue);
        }
    }

    /// <summary>Fills a rectangle; edges between pixels are mixed.</summary>
    public void Fill(double left, double top, double width, double height, Rgb colour)
    {
        var (right, bottom) = (left + width, top + height);
        for (var y = Math.Max(0, (int)Math.Floor(top)); y < Math.Min(Height, Math.Ceiling(bottom)); y++)
        {
            var tall = Math.Min(y + 1, bottom) - Math.Max(y, top);
            for (var x = Math.Max(0, (int)Math.Floor(left)); x < Math.Min(Width, Math.Ceiling(right)); x++)
                Blend(y * Width + x, (float)(tall * (Math.Min(x + 1, right) - Math.Max(x, left))), colour);
        }
    }

    /// <summary>
    /// A line through points with round ends and joints. Where it crosses or comes close to itself it is no darker: coverage is the
    /// largest of its pieces, and mixed once.
    /// </summary>
    public void Line(ReadOnlySpan<(double X, double Y)> points, double width, Rgb colour)
    {
        if (points.IsEmpty) return;
        var (left, top, right, bottom) = (Width, Height, -1, -1);
        for (var i = 0; i < Math.Max(1, points.Length - 1); i++)
        {
            var (from, to) = (points[i], points[Math.Min(i + 1, points.Length - 1)]);
            var reach = width / 2 + 1;
            var (x0, x1) = (Clip(Math.Min(from.X, to.X) - reach, Width), Clip(Math.Max(from.X, to.X) + reach, Width));
            var (y0, y1) = (Clip(Math.Min(from.Y, to.Y) - reach, Height), Clip(Math.Max(from.Y, to.Y) + reach, Height));
            for (var y = y0; y < y1; y++)
            {
                for (var x = x0; x < x1; x++)
                {
                    var covered = (float)Math.Clamp(width / 2 + 0.5 - Distance(x + 0.5, y + 0.5, from, to), 0, 1);
                    ref var place = ref _coverage[y * Width + x];
                    if (covered > place) place = covered;
                }
            }
            (left, top, right, bottom) = (Math.Min(left, x0), Math.Min(top, y0), Math.Max(right, x1), Math.Max(bottom, y1));
        }
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                ref var covered = ref _coverage[y * Width + x];
                if (covered == 0) continue;
                Blend(y * Width + x, covered, colour);
                covered = 0;
            }
        }
    }

    private static int Clip(double value, int end) => (int)Math.Clamp(value, 0, end);

    /// <summary>From a point to the nearest point of a line segment.</summary>
    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = dx * dx + dy * dy;
        var along = length > 0 ? Math.Clamp(((x - from.X) * dx + (y - from.Y) * dy) / length, 0, 1) : 0;
        return double.Hypot(x - from.X - along * dx, y - from.Y - along * dy);
    }

    private void Blend(int pixel, float share, Rgb colour)
    {
        ref var red = ref _pixels[pixel * 3];
        ref var green = ref _pixels[pixel * 3 + 1];
        ref var blue = ref _pixels[pixel * 3 + 2];
        (red, green, blue) = (Mix(red, colour.Red, share), Mix(green, colour.Green, share), Mix(blue, colour.Blue, share));
    }

    private static byte Mix(byte below, byte above, float share) => (byte)(below + (above - below) * share + 0.5f);
}
