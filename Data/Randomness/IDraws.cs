namespace EcgCmrNative.Data.Randomness;

/// <summary>
/// Where an operation takes its random numbers from. <see cref="CounterDraws"/> generates them; a test can play back numbers from another
/// program, because the operation itself is a pure function of input and draws.
/// </summary>
public interface IDraws
{
    /// <summary>One number, uniform on [0, 1).</summary>
    double Uniform();

    /// <summary>One integer, uniform on 0 … <paramref name="exclusiveUpper"/> − 1.</summary>
    /// <param name="exclusiveUpper">How many integers there are to choose from, at least 1.</param>
    int Integer(int exclusiveUpper);

    /// <summary>Fills with numbers uniform on [0, 1).</summary>
    void Uniforms(Span<double> values);

    /// <summary>Fills with standard normal numbers.</summary>
    void Normals(Span<double> values);

    /// <summary>One standard normal number.</summary>
    double Normal()
    {
        var value = 0.0;
        Normals(new Span<double>(ref value));
        return value;
    }
}
