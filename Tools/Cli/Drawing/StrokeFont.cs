namespace EcgCmrNative.Cli.Drawing;

/// <summary>
/// A font of strokes, as plotters write: each character is a few lines on a grid of 5 × 7 points, with two more rows for descenders. Every
/// pair of digits is a point (column, row from the top); a space begins a new stroke; a stroke to itself is a dot.
/// </summary>
internal static class StrokeFont
{
    /// <summary>Grid units from the top of a capital to the base line.</summary>
    private const double CapitalHeight = 6;

    private const int BetweenLetters = 2;
    private const int Space = 3;

    private static readonly string[] Ascii =
    [
        "", "2024 2626", "1012 3032", "1016 3036 0242 0444", "413010010213334445361605 2026", "0640 0010110100 3545463635",
        "4602011020310405162644", "2022", "30121436", "10323416", "2125 0244 4204", "2125 0343",
        "262718", "0343", "2626", "0640", // space to /
        "100105163645413010", "112026 1636", "01103041420646", "01103041423313 334445361605", "36300444",
        "400002324345361605", "413010010516364544331304", "004016", "13020110304142331304051636454433",
        "051636454130100102133342", // 0 to 9
        "2222 2626", "2222 262718", "410345", "0242 0444", "014305", "011030414224 2626", "34242232344441301001051646", // : to @
        "062046 1434", "00063645443303 3342413000", "4130100105163645", "00063645413000", "40000646 0333", "400006 0333",
        "41301001051636454323", "0006 4046 0343", "2026 1030 1636", "4045361605", "0006 0440 1346", "000646", "0600234046", // A to M
        "06004640", "100105163645413010", "06003041423303", "100105163645413010 2446", "06003041423303 2346", "413010010213334445361605",
        "0040 2026", "000516364540", "002640", "0016233640", "0046 4006", "002340 2326", "00400646", // N to Z
        "30101636", "0046", "10303616", "022042", "0747", "1021", // [ to `
        "4246 4332120305163645", "0006 0312324345361605", "4332120305163645", "4046 4332120305163645", "04444332120305163645",
        "41302126 0242", "4247381807 4332120305163645", "0006 0312324346", "2226 2020", "32372818 3030", "0006 4204 2346", "2026",
        "0206 03122326 23324346", // a to m
        "0206 0312324346", "120305163645433212", "0208 0312324345361605", "4248 4332120305163645", "0206 03123243", "43321203143445361605",
        "20253646 0242", "0205163645 4246", "022642", "0216233642", "0246 4206", "0226 4218", "02420646", // n to z
        "30212213242536", "2026", "10212233242516", "03123443", // { to ~
    ];

    /// <summary>How wide a text becomes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="height">Height of a capital in pixels.</param>
    public static double WidthOf(string text, double height) =>
        Math.Max(0, text.Sum(character => Extent(StrokesOf(character)).Width + BetweenLetters) - BetweenLetters) * height / CapitalHeight;

    /// <summary>Writes a text.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="text">What; characters that the font lacks become question marks.</param>
    /// <param name="x">Left edge.</param>
    /// <param name="baseline">Where the letters stand.</param>
    /// <param name="height">Height of a capital in pixels.</param>
    /// <param name="colour">The colour.</param>
    public static void Text(this Canvas canvas, string text, double x, double baseline, double height, Rgb colour)
    {
        var unit = height / CapitalHeight;
        Span<(double X, double Y)> points = stackalloc (double X, double Y)[32];
        foreach (var character in text)
        {
            var strokes = StrokesOf(character).AsSpan();
            var (left, width) = Extent(strokes);
            foreach (var stroke in strokes.Split(' '))
            {
                var digits = strokes[stroke];
                for (var i = 0; i < digits.Length / 2; i++)
                    points[i] = (x + (digits[2 * i] - '0' - left) * unit, baseline + (digits[2 * i + 1] - '0' - CapitalHeight) * unit);
                canvas.Line(points[..(digits.Length / 2)], Math.Max(1.2, 0.13 * height), colour);
            }
            x += (width + BetweenLetters) * unit;
        }
    }

    /// <summary>First column and number of columns that a character takes.</summary>
    private static (int Left, int Width) Extent(ReadOnlySpan<char> strokes)
    {
        if (strokes.IsEmpty) return (0, Space);
        var (left, right) = (9, 0);
        foreach (var stroke in strokes.Split(' '))
        {
            var digits = strokes[stroke];
            for (var i = 0; i < digits.Length; i += 2) (left, right) = (Math.Min(left, digits[i] - '0'), Math.Max(right, digits[i] - '0'));
        }
        return (left, right - left);
    }

    private static string StrokesOf(char character) => character switch
    {
        >= ' ' and <= '~' => Ascii[character - ' '],
        '·' => "2323",
        '–' => "0343",
        '×' => "1234 3214",
        '°' => "1001122110",
        '±' => "2024 0242 0646",
        'µ' => "0208 0205163645 4246",
        'σ' => "4222120305162635443322",
        _ => Ascii['?' - ' '],
    };
}
