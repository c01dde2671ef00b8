using EcgCmrNative.Engine;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>Samples on the host that are copied to the device at once, or in parts to save memory.</summary>
/// <param name="Count">Number of samples.</param>
/// <param name="Part">Copies some to the device, given the first and the number.</param>
public readonly record struct HostBatch(int Count, Func<int, int, Tensor> Part)
{
    /// <summary>Brings all to the device.</summary>
    public Tensor All() => Part(0, Count);
}
