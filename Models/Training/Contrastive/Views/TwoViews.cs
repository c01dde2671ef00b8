using EcgCmrNative.Engine;

namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>Two views of each row of a store, both for the same encoder.</summary>
public abstract class TwoViews : IViewSource
{
    /// <summary>Held-out samples use the draws of an epoch number that training never reaches.</summary>
    private const int HeldOutEpoch = int.MaxValue;

    /// <inheritdoc/>
    public abstract int Count { get; }

    /// <summary>Shape of this many views on the device.</summary>
    public abstract Shape Shape(int count);

    /// <inheritdoc/>
    public Shape FirstShape(int count) => Shape(count);

    /// <inheritdoc/>
    public Shape SecondShape(int count) => Shape(count);

    /// <inheritdoc/>
    public ContrastiveBatch CreateBatch(int capacity)
    {
        var size = (int)Shape(1).Count;
        return new ContrastiveBatch(capacity, size, size, hasPlain: false);
    }

    /// <inheritdoc/>
    public void Load(ContrastiveBatch batch, int index, int sample, int epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Load(sample, epoch, batch.First.AugmentedOf(index), batch.Second.AugmentedOf(index));
    }

    /// <inheritdoc/>
    public void LoadHeldOut(ContrastiveBatch batch, int index, int sample) => Load(batch, index, sample, HeldOutEpoch);

    /// <summary>Makes both views, by draws that depend on seed, row and epoch alone.</summary>
    /// <param name="row">Row of the store.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="first">Receives the first view.</param>
    /// <param name="second">Receives the second view.</param>
    public abstract void Load(int row, int epoch, Span<float> first, Span<float> second);
}
