using System.Globalization;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>A line of a header, parsed from left to right; every error has the byte where it happened.</summary>
internal sealed class HeaderLine(string path, long offset, string text)
{
    private int _position;

    private int _tokenStart;

    public string Text => text;

    /// <summary>The next field, or null at the end of the line.</summary>
    public string? Next()
    {
        SkipBlanks();
        _tokenStart = _position;
        while (_position < text.Length && !IsBlank(text[_position])) _position++;
        return _position > _tokenStart ? text[_tokenStart.._position] : null;
    }

    /// <summary>All that is left of the line.</summary>
    public string Rest()
    {
        SkipBlanks();
        _tokenStart = _position;
        _position = text.Length;
        return text[_tokenStart..].TrimEnd();
    }

    public string Require(string what) => Next() ?? throw Error($"the line ends before {what}");

    public int Int(string token, string what, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        (int)Long(token, what, minimum, maximum);

    public long Long(string token, string what, long minimum, long maximum) =>
        long.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum
            ? value
            : throw Error($"{what} is '{Shown(token)}'; expected a whole number{Range(minimum, maximum)}");

    /// <summary>An optional whole-number field.</summary>
    public int? NextInt(string what) => Next() is { } token ? Int(token, what) : null;

    public double Number(string token, string what) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Error($"{what} is '{Shown(token)}'; expected a number");

    public DataFormatException Error(string reason) => new(path, offset + _tokenStart, reason);

    private static string Range(long minimum, long maximum) => (minimum, maximum) switch
    {
        (int.MinValue, int.MaxValue) => "",
        (_, int.MaxValue or long.MaxValue) => $", at least {minimum}",
        _ => $" from {minimum} to {maximum}",
    };

    /// <summary>A hostile file does not write its own error message.</summary>
    public static string Shown(string token) => token.Length <= 40 ? token : token[..40] + "…";

    private static bool IsBlank(char c) => c is ' ' or '\t';

    private void SkipBlanks()
    {
        while (_position < text.Length && IsBlank(text[_position])) _position++;
    }
}
