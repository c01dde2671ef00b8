using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>The inputs and true values of some samples, on the host. Its arrays are used again for every batch.</summary>
public sealed class FineTuningBatch
{
    private readonly float[] _inputs;

    /// <param name="capacity">Maximum number of samples.</param>
    /// <param name="size">Numbers of an input.</param>
    /// <param name="targets">Number of targets.</param>
    /// <param name="kept">The patches that are kept in training; null for all.</param>
    internal FineTuningBatch(int capacity, int size, int targets, PatchMask? kept)
    {
        (_inputs, Size, Truth, Kept) = (new float[checked(capacity * size)], size, new TargetBatch(capacity, targets), kept);
    }

    /// <summary>Number of samples.</summary>
    public int Count => Truth.Count;

    /// <summary>Numbers of an input.</summary>
    public int Size { get; }

    /// <summary>The inputs, one after the other.</summary>
    public Span<float> Inputs => _inputs.AsSpan(0, Count * Size);

    /// <summary>The true values.</summary>
    public TargetBatch Truth { get; }

    /// <summary>The patches that are kept; null for all.</summary>
    internal PatchMask? Kept { get; }

    /// <summary>The input of a sample.</summary>
    internal Span<float> Input(int index) => _inputs.AsSpan(index * Size, Size);
}
