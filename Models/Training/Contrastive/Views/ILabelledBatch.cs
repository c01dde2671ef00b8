namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>Samples on the host of which some have a class.</summary>
internal interface ILabelledBatch
{
    /// <summary>Samples in the batch.</summary>
    int Count { get; }

    /// <summary>The class of each sample; −1 where it is not known.</summary>
    Span<int> Labels { get; }
}
