using System.Buffers;
using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>Keeps every <paramref name="Step"/>-th sample and fills in between by straight lines. Takes no draws.</summary>
/// <param name="Step">Distance of the samples that are kept.</param>
public sealed record Interpolation(int Step = 2) : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Step, 1, nameof(Step));
        output.Resize(input.Leads, input.Length);
        var kept = (input.Length + Step - 1) / Step;
        var rented = ArrayPool<double>.Shared.Rent(kept);
        for (var lead = 0; lead < input.Leads; lead++)
        {
            var samples = input[lead];
            for (var i = 0; i < kept; i++) rented[i] = samples[i * Step];
            LinearInterpolation.Resample(rented.AsSpan(0, kept), 1.0 / Step, output[lead]);
        }
        ArrayPool<double>.Shared.Return(rented);
    }
}
