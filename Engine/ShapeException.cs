using System.Globalization;
using System.Runtime.CompilerServices;

namespace EcgCmrNative.Engine;

/// <summary>Tensors whose shapes do not fit an operator, or each other.</summary>
/// <param name="place">The operator or module.</param>
/// <param name="reason">What was expected and what came.</param>
public sealed class ShapeException(string place, string reason) : ArgumentException($"{place}: {reason}")
{
    /// <summary>Refuses a shape that differs from what is expected.</summary>
    public static void Require(string place, string what, Shape actual, Shape expected)
    {
        if (actual != expected) throw new ShapeException(place, $"{what} has shape {actual}, expected {expected}");
    }

    /// <summary>Refuses with a reason where a condition does not hold.</summary>
    public static void Require(string place, bool condition, string reason)
    {
        if (!condition) throw new ShapeException(place, reason);
    }

    /// <summary>As <see cref="Require(string, bool, string)"/>; the reason is put into words only where it is needed.</summary>
    public static void Require(
        string place, bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref ShapeReason reason)
    {
        if (!condition) throw new ShapeException(place, reason.ToStringAndClear());
    }
}

/// <summary>
/// The words of a <see cref="ShapeException"/>, written only where a condition does not hold: a check that passes allocates nothing.
/// </summary>
[InterpolatedStringHandler]
public ref struct ShapeReason
{
    private DefaultInterpolatedStringHandler _words;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    /// <param name="literalLength">Characters outside braces.</param>
    /// <param name="formattedCount">Braces.</param>
    /// <param name="condition">What is required.</param>
    /// <param name="isWanted">Whether words are wanted: where the condition does not hold.</param>
    public ShapeReason(int literalLength, int formattedCount, bool condition, out bool isWanted)
    {
        isWanted = !condition;
        if (isWanted) _words = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);
    }

    /// <summary>Adds words as they are.</summary>
    public void AppendLiteral(string words) => _words.AppendLiteral(words);

    /// <summary>Adds a shape, a number or another value.</summary>
    public void AppendFormatted<T>(T value) => _words.AppendFormatted(value);

    internal string ToStringAndClear() => _words.ToStringAndClear();
}
