namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>The inputs of some samples on the host. Its arrays are used again for every batch.</summary>
public sealed class ContrastiveBatch
{
    private readonly int[] _samples;
    private readonly int[] _labels;

    /// <param name="capacity">Maximum number of samples.</param>
    /// <param name="firstSize">Numbers of a first input.</param>
    /// <param name="secondSize">Numbers of a second input.</param>
    /// <param name="hasPlain">Whether samples have a version without augmentation.</param>
    internal ContrastiveBatch(int capacity, int firstSize, int secondSize, bool hasPlain)
    {
        (_samples, _labels) = (new int[capacity], new int[capacity]);
        (First, Second) = (new InputBuffer(capacity, firstSize, hasPlain), new InputBuffer(capacity, secondSize, hasPlain));
    }

    /// <summary>Number of samples in the batch.</summary>
    public int Count { get; internal set; }

    /// <summary>First views, or images [count, height, width, channels].</summary>
    public InputBuffer First { get; }

    /// <summary>Second views, or ECGs [count, leads, samples].</summary>
    public InputBuffer Second { get; }

    /// <summary>The number of each sample among those trained or validated on.</summary>
    public Span<int> Samples => _samples.AsSpan(0, Count);

    /// <summary>The class of each sample for the classifier; −1 if it is missing.</summary>
    public Span<int> Labels => _labels.AsSpan(0, Count);

    /// <summary>True if the versions without augmentation are compared, as for held-out pairs.</summary>
    public bool IsPlain { get; internal set; }
}
