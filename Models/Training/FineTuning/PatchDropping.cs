using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Models.Encoders.Ecg;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>Which patches of an ECG are dropped in training: each at random, or whole leads and times.</summary>
internal sealed class PatchDropping
{
    private readonly VisionTransformerConfiguration _encoder;
    private readonly bool _inBlocks;
    private readonly int _keptColumns;
    private readonly int _keptPatches;

    /// <exception cref="ArgumentException">No patch would be left.</exception>
    public PatchDropping(VisionTransformerConfiguration encoder, FineTuningOptions options)
    {
        _encoder = encoder;
        _inBlocks = options.DropLeads > 0 || options.DropTimes > 0;
        _keptColumns = (int)(encoder.GridColumns * (1 - options.DropTimes));
        _keptPatches = _inBlocks
            ? (int)(encoder.GridRows * (1 - options.DropLeads)) * _keptColumns
            : (int)(encoder.Patches * (1 - options.DropPatches));
        if (_keptPatches < 1)
            throw new ArgumentException(
                $"no patch would be left of {encoder.GridRows} leads and {encoder.GridColumns} times; drop a smaller share",
                _inBlocks ? nameof(options.DropLeads) : nameof(options.DropPatches));
    }

    public PatchMask CreateMask(int capacity) => new(capacity, _encoder.Patches, _keptPatches);

    public void Draw(PatchMask mask, RandomSource random, ReadOnlySpan<int> samples)
    {
        if (_inBlocks) mask.DrawBlocks(random, samples, _encoder.GridColumns, _keptColumns);
        else mask.Draw(random, samples);
    }
}
