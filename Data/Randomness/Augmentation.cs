namespace EcgCmrNative.Data.Randomness;

/// <summary>Data in reused memory that an <see cref="Augmentation{TBuffer}"/> changes.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IAugmentable<TSelf> where TSelf : class, IAugmentable<TSelf>
{
    /// <summary>Takes shape and values of another one.</summary>
    void CopyFrom(TSelf other);
}

/// <summary>
/// One augmentation: parameters, and a pure function of input and draws. Every subclass says which draws it takes, in order.
/// </summary>
/// <typeparam name="TBuffer">What is augmented.</typeparam>
public abstract record Augmentation<TBuffer> where TBuffer : class, IAugmentable<TBuffer>
{
    /// <summary>With which probability the augmentation happens; below 1 this takes one uniform draw, before all others.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Augments, or copies, depending on the draw.</summary>
    /// <param name="input">The input; not changed.</param>
    /// <param name="draws">The random numbers.</param>
    /// <param name="output">Receives shape and values; another buffer than the input.</param>
    /// <exception cref="ArgumentException">The buffers are the same, or the input's shape does not suit the parameters.</exception>
    public void Apply(TBuffer input, IDraws draws, TBuffer output)
    {
        if (!TryApply(input, draws, output)) output.CopyFrom(input);
    }

    /// <summary>Augments and returns true, or leaves the output unchanged and returns false, depending on the draw.</summary>
    internal bool TryApply(TBuffer input, IDraws draws, TBuffer output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(output);
        if (ReferenceEquals(input, output)) throw new ArgumentException("input and output must be different buffers", nameof(output));
        if (Probability < 1 && draws.Uniform() >= Probability) return false;
        Transform(input, draws, output);
        return true;
    }

    /// <summary>The augmentation itself.</summary>
    protected abstract void Transform(TBuffer input, IDraws draws, TBuffer output);
}
