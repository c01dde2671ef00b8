using EcgCmrNative.Engine;

namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>Samples on the host that are brought to the device as a whole, or in parts where memory is short.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Part">Brings some to the device: from one on, so many.</param>
public readonly record struct HostBatch(int Count, Func<int, int, Tensor> Part)
{
    /// <summary>Brings all to the device.</summary>
    public Tensor All() => Part(0, Count);
}
