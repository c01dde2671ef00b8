using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Reconstruction;

namespace EcgCmrNative.Models.Training.MaskedModelling;

/// <summary>Windows of some recordings with their masks, on the host. Its arrays are used again for every batch.</summary>
/// <param name="capacity">Maximum number of recordings.</param>
/// <param name="model">The model that uses it.</param>
public sealed class EcgBatch(int capacity, MaskedAutoencoderConfiguration model)
{
    private readonly float[] _signals = new float[(long)capacity * model.Encoder.Leads * model.Encoder.Samples];

    /// <summary>Recordings in the batch.</summary>
    public int Count { get; internal set; }

    /// <summary>[count, leads, samples].</summary>
    public Span<float> Signals => _signals.AsSpan(0, Count * model.Encoder.Leads * model.Encoder.Samples);

    /// <summary>The input of the encoder.</summary>
    public PatchMask Mask { get; } = new(capacity, model.Encoder.Patches, model.KeptPatches);

    /// <summary>The second view of the SimSiam branch; null without that branch.</summary>
    public PatchMask? SecondMask { get; } = model.SimSiam ? new PatchMask(capacity, model.Encoder.Patches, model.KeptPatches) : null;

    /// <summary>The window of one recording, [leads, samples].</summary>
    public Span<float> Window(int index) =>
        _signals.AsSpan(index * model.Encoder.Leads * model.Encoder.Samples, model.Encoder.Leads * model.Encoder.Samples);
}
