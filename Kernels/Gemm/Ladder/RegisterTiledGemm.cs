using System.Numerics;

namespace EcgCmrNative.Kernels.Gemm.Ladder;

/// <summary>
/// Step 4: a tile of C stays in registers over the loop of k, so each vector of B serves four rows and each element of A two vectors. Alone
/// it gains little on large matrices, because each step down a strip of B touches another page. The rest of the gain needs a larger tile
/// and operands packed in the order of use: step 5, <see cref="Packed.PackedGemm{TLanes}"/>.
/// </summary>
public sealed class RegisterTiledGemm : IGemmStep
{
    private const int TileRows = 4;

    /// <inheritdoc/>
    public static string Name => "4 register tile";

    /// <inheritdoc/>
    public static void Multiply(int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        var tileColumns = 2 * Vector<float>.Count;
        var (wholeRows, wholeColumns) = (m / TileRows * TileRows, n / tileColumns * tileColumns);
        for (var j = 0; j < wholeColumns; j += tileColumns)
        {
            for (var i = 0; i < wholeRows; i += TileRows) Tile(j, n, k, a[(i * k)..], b, c[(i * n + j)..]);
        }
        Rest(0, wholeRows, wholeColumns, n, k, a, b, c);
        Rest(wholeRows, m, 0, n, k, a, b, c);
    }

    private static void Tile(int column, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        Vector<float> x0 = default, x1 = default, x2 = default, x3 = default;
        Vector<float> y0 = default, y1 = default, y2 = default, y3 = default;
        for (var l = 0; l < k; l++)
        {
            var x = new Vector<float>(b[(l * n + column)..]);
            var y = new Vector<float>(b[(l * n + column + Vector<float>.Count)..]);
            x0 = Vector.MultiplyAddEstimate(x, new Vector<float>(a[l]), x0);
            y0 = Vector.MultiplyAddEstimate(y, new Vector<float>(a[l]), y0);
            x1 = Vector.MultiplyAddEstimate(x, new Vector<float>(a[k + l]), x1);
            y1 = Vector.MultiplyAddEstimate(y, new Vector<float>(a[k + l]), y1);
            x2 = Vector.MultiplyAddEstimate(x, new Vector<float>(a[2 * k + l]), x2);
            y2 = Vector.MultiplyAddEstimate(y, new Vector<float>(a[2 * k + l]), y2);
            x3 = Vector.MultiplyAddEstimate(x, new Vector<float>(a[3 * k + l]), x3);
            y3 = Vector.MultiplyAddEstimate(y, new Vector<float>(a[3 * k + l]), y3);
        }
        Store(x0, y0, c);
        Store(x1, y1, c[n..]);
        Store(x2, y2, c[(2 * n)..]);
        Store(x3, y3, c[(3 * n)..]);
    }

    private static void Store(Vector<float> x, Vector<float> y, Span<float> c)
    {
        x.CopyTo(c);
        y.CopyTo(c[Vector<float>.Count..]);
    }

    // The remaining rows and columns that do not fill a tile.
    private static void Rest(
        int firstRow, int endRow, int firstColumn, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        for (var i = firstRow; i < endRow; i++)
        {
            for (var j = firstColumn; j < n; j++)
            {
                var sum = 0f;
                for (var l = 0; l < k; l++) sum += a[i * k + l] * b[l * n + j];
                c[i * n + j] = sum;
            }
        }
    }
}
