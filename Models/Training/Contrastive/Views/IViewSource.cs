using EcgCmrNative.Engine;

namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>Makes the two inputs of a sample that are compared. Not safe for several threads at once.</summary>
public interface IViewSource
{
    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>Shape of this many first inputs on the device.</summary>
    Shape FirstShape(int count);

    /// <summary>Shape of this many second inputs on the device.</summary>
    Shape SecondShape(int count);

    /// <summary>An empty batch.</summary>
    /// <param name="capacity">Maximum number of samples.</param>
    ContrastiveBatch CreateBatch(int capacity);

    /// <summary>Makes the inputs of a training sample, by draws that depend on seed, sample and epoch alone.</summary>
    /// <param name="batch">Receives them.</param>
    /// <param name="index">Their place in the batch.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="epoch">The epoch.</param>
    void Load(ContrastiveBatch batch, int index, int sample, int epoch);

    /// <summary>Makes the inputs of a held-out sample, which are the same in every epoch.</summary>
    /// <param name="batch">Receives them.</param>
    /// <param name="index">Their place in the batch.</param>
    /// <param name="sample">The sample.</param>
    void LoadHeldOut(ContrastiveBatch batch, int index, int sample);
}
