namespace EcgCmrNative.Cli.Drawing;

/// <summary>A colour of a picture, eight bits per component.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static readonly Rgb White = new(255, 255, 255);
    public static readonly Rgb Black = new(17, 24, 39);
}
