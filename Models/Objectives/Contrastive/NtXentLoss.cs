using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives.Contrastive;

/// <summary>
/// NT-Xent, the loss of SimCLR (Chen et al. 2020): each of the 2N embeddings has to find its partner among the other 2N − 1, of its own
/// side too; with a memory bank, among those of earlier batches as well.
/// </summary>
public sealed class NtXentLoss : ContrastiveLoss
{
    private readonly MemoryBank? _bank;

    /// <summary>Creates the loss.</summary>
    /// <param name="device">The device that computes it.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="bankSize">Embeddings of earlier batches that are kept as further negatives; 0 for none.</param>
    /// <param name="width">Numbers of an embedding; needed with a bank alone.</param>
    /// <param name="learnTemperature">Whether training changes τ.</param>
    public NtXentLoss(Device device, double temperature = 0.1, int bankSize = 0, int width = 0, bool learnTemperature = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bankSize);
        Temperature = Add("", new Temperature(device, temperature, learnTemperature));
        if (bankSize > 0) _bank = Add("memory_bank", new MemoryBank(device, bankSize, width));
    }

    /// <inheritdoc/>
    public override Temperature Temperature { get; }

    /// <inheritdoc/>
    /// <remarks>In training the second side's embeddings then go into the bank, the oldest leave it.</remarks>
    public override Tensor Forward(Tensor z0, Tensor z1, ReadOnlySpan<int> samples = default)
    {
        ArgumentNullException.ThrowIfNull(z0);
        ArgumentNullException.ThrowIfNull(z1);
        using var scope = TensorScope.Open();
        ShapeException.Require("NT-Xent", "the second side", z1.Shape, z0.Shape);
        var second = z1.L2Normalize();
        var z = Tensor.Concatenate(0, z0.L2Normalize(), second);
        var others = _bank is { Filled: > 0 } ? Tensor.Concatenate(0, z, _bank.Embeddings()) : z;
        int pairs = z0.Shape[0], embeddings = 2 * pairs;
        PairList partners = new(), itself = new();
        for (var i = 0; i < embeddings; i++)
        {
            partners.Add((i + pairs) % embeddings);
            partners.EndRow();
            itself.Add(i);
            itself.EndRow();
        }
        var loss = z.InfoNce(others, Temperature.Logarithm(), 1, partners, itself);
        if (Training) _bank?.Push(second);
        return scope.Keep(loss);
    }
}
