namespace EcgCmrNative.Cli.Drawing.Vector;

/// <summary>Widths of the letters of Helvetica, in thousandths of the font size: every PDF viewer has the font.</summary>
internal static class Helvetica
{
    /// <summary>Height of a capital over the font size.</summary>
    public const double CapitalHeight = 0.718;

    private const int OtherWidth = 556;

    private static readonly ushort[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
    ];

    /// <summary>Width of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="height">Height of a capital.</param>
    public static double WidthOf(string text, double height) =>
        text.Sum(letter => letter is >= ' ' and <= '~' ? Widths[letter - ' '] : OtherWidth) / 1000.0 * FontSize(height);

    /// <summary>The font size whose capitals have a height.</summary>
    public static double FontSize(double height) => height / CapitalHeight;
}
