using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Verification.Fixtures;

/// <summary>Draws that were given: each kind is played back in order, and asking for more than there are is an error.</summary>
/// <param name="uniforms">What <see cref="IDraws.Uniform"/> and <see cref="IDraws.Uniforms"/> return, in order.</param>
/// <param name="normals">What <see cref="IDraws.Normals"/> returns, in order.</param>
/// <param name="integers">What <see cref="IDraws.Integer"/> returns, in order.</param>
public sealed class GivenDraws(double[]? uniforms = null, double[]? normals = null, int[]? integers = null) : IDraws
{
    private readonly double[] _uniforms = uniforms ?? [];
    private readonly double[] _normals = normals ?? [];
    private readonly int[] _integers = integers ?? [];
    private int _nextUniform;
    private int _nextNormal;
    private int _nextInteger;

    /// <summary>True when every given number was asked for.</summary>
    public bool AllUsed => _nextUniform == _uniforms.Length && _nextNormal == _normals.Length && _nextInteger == _integers.Length;

    /// <inheritdoc/>
    public double Uniform() => Take(_uniforms, ref _nextUniform, 1, "uniform")[0];

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">None is left, or the given one is outside the range asked for.</exception>
    public int Integer(int exclusiveUpper)
    {
        var value = Take(_integers, ref _nextInteger, 1, "integer")[0];
        if (value < 0 || value >= exclusiveUpper)
            throw new InvalidOperationException($"The given integer draw {value} is outside 0 … {exclusiveUpper - 1}.");
        return value;
    }

    /// <inheritdoc/>
    public void Uniforms(Span<double> values) => Take(_uniforms, ref _nextUniform, values.Length, "uniform").CopyTo(values);

    /// <inheritdoc/>
    public void Normals(Span<double> values) => Take(_normals, ref _nextNormal, values.Length, "normal").CopyTo(values);

    private static ReadOnlySpan<T> Take<T>(T[] given, ref int next, int count, string kind)
    {
        if (count > given.Length - next)
            throw new InvalidOperationException($"{count} {kind} draws are needed after {next}, but the case has only {given.Length}.");
        next += count;
        return given.AsSpan(next - count, count);
    }
}
