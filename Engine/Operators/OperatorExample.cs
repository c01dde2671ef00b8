namespace EcgCmrNative.Engine.Operators;

/// <summary>An operator that provides its check examples.</summary>
public interface IExemplified
{
    /// <summary>
    /// Small applications of the operator. Each is gradient-checked in float64 and compared on every device with the reference.
    /// </summary>
    static abstract IEnumerable<OperatorExample> Examples { get; }
}

/// <summary>One application of an operator to inputs of given shapes, filled with random numbers.</summary>
/// <param name="Name">A short description of the special case.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Apply">Applies the operator.</param>
public sealed record OperatorExample(string Name, ExampleInput[] Inputs, Func<Tensor[], Tensor> Apply)
{
    /// <summary>
    /// Largest relative error (norm of the difference over norm of the reference) of a float32 device; 1e-5
    /// unless an example has a reason.
    /// </summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>True if the output has kinks or ties, where central differences are invalid.</summary>
    public bool SkipGradientCheck { get; init; }
}

/// <summary>An input of an example: uniform random numbers.</summary>
/// <param name="Shape">Its shape.</param>
public sealed record ExampleInput(Shape Shape)
{
    /// <summary>Smallest number.</summary>
    public double Low { get; init; } = -1;

    /// <summary>Largest number.</summary>
    public double High { get; init; } = 1;

    /// <summary>False if the operator gives it no gradient, e.g. a target.</summary>
    public bool Differentiable { get; init; } = true;

    /// <summary>An input with default range from its sizes.</summary>
    public static ExampleInput Of(params ReadOnlySpan<int> sizes) => new(new Shape(sizes));

    /// <summary>An input that gets no gradient.</summary>
    public static ExampleInput Constant(params ReadOnlySpan<int> sizes) => new(new Shape(sizes)) { Differentiable = false };
}
