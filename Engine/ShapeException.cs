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
}
