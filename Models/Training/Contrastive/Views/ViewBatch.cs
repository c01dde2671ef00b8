namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>Two views of each of some samples, on the host. Its arrays are used again for every batch.</summary>
/// <param name="capacity">Most samples.</param>
/// <param name="size">Numbers of a view.</param>
public sealed class ViewBatch(int capacity, int size) : ILabelledBatch
{
    private readonly float[] _first = new float[(long)capacity * size];
    private readonly float[] _second = new float[(long)capacity * size];
    private readonly int[] _labels = new int[capacity];

    /// <summary>Samples in the batch.</summary>
    public int Count { get; internal set; }

    /// <summary>The first view of every sample, one after the other.</summary>
    public ReadOnlyMemory<float> First => _first.AsMemory(0, Count * size);

    /// <summary>The second view of every sample, one after the other.</summary>
    public ReadOnlyMemory<float> Second => _second.AsMemory(0, Count * size);

    /// <summary>The class of each sample for the classifier beside; −1 where it is not known.</summary>
    public Span<int> Labels => _labels.AsSpan(0, Count);

    /// <summary>Both views of one sample.</summary>
    internal void Fill(IViewSource source, int index, int row, int epoch) =>
        source.Load(row, epoch, _first.AsSpan(index * size, size), _second.AsSpan(index * size, size));
}
