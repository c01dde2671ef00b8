namespace EcgCmrNative.Cli.Drawing;

/// <summary>A colour of a picture, eight bits per component.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static readonly Rgb White = new(255, 255, 255);
    public static readonly Rgb Black = new(17, 24, 39);

    /// <summary>A colour between two others.</summary>
    /// <param name="from">The colour of a share of 0.</param>
    /// <param name="to">The colour of a share of 1.</param>
    /// <param name="share">From 0 to 1.</param>
    public static Rgb Mix(Rgb from, Rgb to, double share) =>
        new(Mix(from.Red, to.Red, share), Mix(from.Green, to.Green, share), Mix(from.Blue, to.Blue, share));

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + share * (to - from));
}
