namespace EcgCmrNative.Engine.Operators;

/// <summary>
/// The operators as functions of tensors: <c>x.LayerNorm(gamma, beta, 1e-6).Linear(weight, bias)</c>. Each is defined in its own file,
/// together with its backward pass. They record themselves on the current <see cref="Tape"/> if an input requires a gradient.
/// </summary>
public static partial class TensorOperators;
