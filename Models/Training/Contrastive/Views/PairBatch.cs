namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>
/// Some pairs of an image and an ECG on the host, each as it is and augmented. Its arrays are used again for every batch.
/// </summary>
/// <param name="capacity">Most pairs.</param>
/// <param name="imageSize">Numbers of an image.</param>
/// <param name="ecgSize">Numbers of an ECG window.</param>
public sealed class PairBatch(int capacity, int imageSize, int ecgSize) : ILabelledBatch
{
    private readonly float[] _images = new float[(long)capacity * imageSize];
    private readonly float[] _plainImages = new float[(long)capacity * imageSize];
    private readonly float[] _ecgs = new float[(long)capacity * ecgSize];
    private readonly float[] _plainEcgs = new float[(long)capacity * ecgSize];
    private readonly int[] _samples = new int[capacity];
    private readonly int[] _labels = new int[capacity];

    /// <summary>Pairs in the batch.</summary>
    public int Count { get; internal set; }

    /// <summary>Augmented images, [count, height, width, channels].</summary>
    public ReadOnlyMemory<float> Images => _images.AsMemory(0, Count * imageSize);

    /// <summary>The same images without augmentation.</summary>
    public ReadOnlyMemory<float> PlainImages => _plainImages.AsMemory(0, Count * imageSize);

    /// <summary>Augmented ECGs, [count, leads, samples].</summary>
    public ReadOnlyMemory<float> Ecgs => _ecgs.AsMemory(0, Count * ecgSize);

    /// <summary>The same windows without augmentation.</summary>
    public ReadOnlyMemory<float> PlainEcgs => _plainEcgs.AsMemory(0, Count * ecgSize);

    /// <summary>The number of each pair among those trained or validated on.</summary>
    public Span<int> Samples => _samples.AsSpan(0, Count);

    /// <summary>The class of each pair for the classifier beside; −1 where it is not known.</summary>
    public Span<int> Labels => _labels.AsSpan(0, Count);

    internal Span<float> Image(int index) => _images.AsSpan(index * imageSize, imageSize);

    internal Span<float> PlainImage(int index) => _plainImages.AsSpan(index * imageSize, imageSize);

    internal Span<float> Ecg(int index) => _ecgs.AsSpan(index * ecgSize, ecgSize);

    internal Span<float> PlainEcg(int index) => _plainEcgs.AsSpan(index * ecgSize, ecgSize);
}
