namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>The inputs of one encoder for a batch, on the host: the compared inputs, and the classifier's.</summary>
public sealed class InputBuffer
{
    private readonly float[] _compared;
    private readonly float[] _plain;

    /// <param name="capacity">Maximum number of samples.</param>
    /// <param name="size">Numbers of an input.</param>
    /// <param name="hasPlain">Whether there is a version without augmentation; otherwise the classifier gets the compared inputs.</param>
    internal InputBuffer(int capacity, int size, bool hasPlain)
    {
        Size = size;
        _compared = new float[(long)capacity * size];
        _plain = hasPlain ? new float[(long)capacity * size] : _compared;
    }

    /// <summary>Numbers of an input.</summary>
    public int Size { get; }

    /// <summary>True if there is a version without augmentation.</summary>
    public bool HasPlain => _plain != _compared;

    /// <summary>The augmented inputs, one after the other.</summary>
    public ReadOnlyMemory<float> Augmented => _compared;

    /// <summary>The inputs without augmentation; the augmented ones if there are no others.</summary>
    public ReadOnlyMemory<float> Plain => _plain;

    internal Span<float> AugmentedOf(int index) => _compared.AsSpan(index * Size, Size);

    internal Span<float> PlainOf(int index) => _plain.AsSpan(index * Size, Size);
}
