using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>
/// Cuts one window, the same for all leads, and optionally stretches it by linear interpolation. Draws: one uniform for the length
/// (unless <see cref="CropLength"/> is given), then one integer for the start (unless <see cref="Start"/> is given or there is no choice).
/// </summary>
public sealed record CropResizing : SignalAugmentation
{
    /// <summary>Smallest part of the signal that a drawn length takes.</summary>
    public double LowerBound { get; init; } = 0.75;

    /// <summary>Largest part of the signal that a drawn length takes.</summary>
    public double UpperBound { get; init; } = 0.75;

    /// <summary>Window length in samples; null draws it between the bounds.</summary>
    public int? CropLength { get; init; }

    /// <summary>First sample of the window; null draws it.</summary>
    public int? Start { get; init; }

    /// <summary>Whether the window is stretched.</summary>
    public bool Resize { get; init; }

    /// <summary>The length it is stretched to; null for the input's length.</summary>
    public int? ResizeLength { get; init; }

    /// <summary>A window of fixed length at a random place.</summary>
    public static CropResizing Random(int length) => new() { CropLength = length };

    /// <summary>A window of fixed length at the beginning, as validation and test take it.</summary>
    public static CropResizing Beginning(int length) => new() { CropLength = length, Start = 0 };

    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        var length = CropLength ?? (int)(input.Length * (LowerBound + (UpperBound - LowerBound) * draws.Uniform()));
        if (length < 1 || length > input.Length)
            throw new ArgumentException($"A window of {length} samples cannot be cut from {input.Length}.", nameof(input));
        // As published, the last possible start is never drawn.
        var start = Start ?? (length == input.Length ? 0 : draws.Integer(input.Length - length));
        if (start < 0 || start + length > input.Length)
            throw new ArgumentException($"A window of {length} samples at sample {start} exceeds the signal of {input.Length}.",
                nameof(input));

        var target = Resize ? ResizeLength ?? input.Length : length;
        output.Resize(input.Leads, target);
        for (var lead = 0; lead < input.Leads; lead++)
        {
            var window = input[lead].Slice(start, length);
            // The published grid ends at the window's length, one sample after its last.
            if (Resize) LinearInterpolation.Resample(window, target > 1 ? (double)length / (target - 1) : 0, output[lead]);
            else window.CopyTo(output[lead]);
        }
    }
}
