namespace EcgCmrNative.Data.Synthetic.Cine;

/// <summary>A smooth random surface of mean 0 and amplitude about 1: what makes tissue look like tissue.</summary>
internal sealed class Texture
{
    private const int Size = 64;

    private readonly float[] _lattice;

    /// <summary>Makes a texture of random numbers in [0, 1), repeated as needed.</summary>
    public Texture(ReadOnlySpan<double> numbers)
    {
        _lattice = new float[Size * Size];
        for (var i = 0; i < _lattice.Length; i++)
        {
            // A lattice needs too many numbers to draw each: a hash spreads a few.
            var bits = BitConverter.DoubleToUInt64Bits(numbers[i % numbers.Length]) + (ulong)i * 0x9E3779B97F4A7C15;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            _lattice[i] = (float)((bits >> 40) / (double)(1 << 23) - 1);
        }
    }

    /// <summary>The surface at a place, in units of the lattice: two lattices, turned against each other so that neither shows.</summary>
    public float At(float x, float y) =>
        0.75f * Smooth(0.83f * x - 0.56f * y, 0.56f * x + 0.83f * y)
        + 0.55f * Smooth(0.57f * x + 1.41f * y + 31, 0.57f * y - 1.41f * x + 17);

    private float Smooth(float x, float y)
    {
        var (left, top) = (MathF.Floor(x), MathF.Floor(y));
        var (right, down) = (x - left, y - top);
        right *= right * (3 - 2 * right);
        down *= down * (3 - 2 * down);
        var (column, row) = ((int)left & (Size - 1), (int)top & (Size - 1));
        var (next, below) = ((column + 1) & (Size - 1), (row + 1) & (Size - 1));
        var upper = _lattice[row * Size + column] + right * (_lattice[row * Size + next] - _lattice[row * Size + column]);
        var lower = _lattice[below * Size + column] + right * (_lattice[below * Size + next] - _lattice[below * Size + column]);
        return upper + down * (lower - upper);
    }
}
