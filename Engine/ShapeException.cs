using System.Globalization;
using System.Runtime.CompilerServices;

namespace EcgCmrNative.Engine;

/// <summary>The shapes of tensors do not match an operator or each other.</summary>
/// <param name="place">The operator or module.</param>
/// <param name="reason">The expected and the actual shape.</param>
public sealed class ShapeException(string place, string reason) : ArgumentException($"{place}: {reason}")
{
    /// <summary>Throws if a shape differs from the expected shape.</summary>
    public static void Require(string place, string what, Shape actual, Shape expected)
    {
        if (actual != expected) throw new ShapeException(place, $"{what} has shape {actual}, expected {expected}");
    }

    /// <summary>A product of sizes as an int, which a kernel takes.</summary>
    /// <exception cref="ShapeException">The number overflows 32 bits.</exception>
    internal static int RequireInt32(string place, Shape shape, string what, long size)
    {
        if (size > int.MaxValue) throw new ShapeException(place, $"{shape} has {size} {what}, at most {int.MaxValue} are supported");
        return (int)size;
    }

    /// <summary>Throws with a reason if a condition does not hold.</summary>
    public static void Require(string place, bool condition, string reason)
    {
        if (!condition) throw new ShapeException(place, reason);
    }

    /// <summary>As <see cref="Require(string, bool, string)"/>; the message is built only if it is needed.</summary>
    public static void Require(
        string place, bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref ShapeReason reason)
    {
        if (!condition) throw new ShapeException(place, reason.ToStringAndClear());
    }
}

/// <summary>
/// The message of a <see cref="ShapeException"/>, built only if a condition does not hold: a check that passes allocates nothing.
/// </summary>
[InterpolatedStringHandler]
public ref struct ShapeReason
{
    private DefaultInterpolatedStringHandler _words;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    /// <param name="literalLength">Characters outside braces.</param>
    /// <param name="formattedCount">Braces.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="isWanted">True if the message is needed: the condition does not hold.</param>
    public ShapeReason(int literalLength, int formattedCount, bool condition, out bool isWanted)
    {
        isWanted = !condition;
        if (isWanted) _words = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);
    }

    /// <summary>Adds text.</summary>
    public void AppendLiteral(string words) => _words.AppendLiteral(words);

    /// <summary>Adds a shape, a number or another value.</summary>
    public void AppendFormatted<T>(T value) => _words.AppendFormatted(value);

    internal string ToStringAndClear() => _words.ToStringAndClear();
}
