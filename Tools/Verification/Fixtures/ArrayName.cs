using System.Globalization;
using System.Text.RegularExpressions;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Verification.Fixtures;

/// <summary>Array names that hold settings, such as <c>crop.start317.len2000</c>.</summary>
internal static class ArrayName
{
    /// <summary>The letters a name begins with: what it is, without settings.</summary>
    public static string Kind(string name) => Regex.Match(name, "^[a-z_]+").Value;

    /// <summary>The whole number that follows a dot and a key.</summary>
    /// <exception cref="DataFormatException">The name holds no such setting.</exception>
    public static int Integer(string name, string key) => int.Parse(Match(name, $@"\.{key}(\d+)", key), CultureInfo.InvariantCulture);

    /// <summary>The number, with decimals or without, that follows a key.</summary>
    /// <inheritdoc cref="Integer"/>
    public static double Number(string name, string key) =>
        double.Parse(Match(name, $@"{Regex.Escape(key)}(-?\d+(?:\.\d+)?(?:e-?\d+)?)", key), CultureInfo.InvariantCulture);

    private static string Match(string name, string pattern, string key) =>
        Regex.Match(name, pattern) is { Success: true } match
            ? match.Groups[1].Value
            : throw new DataFormatException(name, null, $"the array's name has no number after '{key}'");
}
