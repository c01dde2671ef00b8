using System.Text.Json.Serialization;

namespace EcgCmrNative.Data.Studies;

/// <summary>Which frames of a study the channels of a <see cref="CmrImage"/> are.</summary>
/// <param name="Slice">The slice.</param>
/// <param name="EndDiastole">Phase of the first channel.</param>
/// <param name="MidSystole">
/// Phase of the second channel, halfway from end-diastole to end-systole. Prepared stores have it under an earlier name.
/// </param>
/// <param name="EndSystole">Phase of the third channel.</param>
public sealed record CmrFrames(int Slice, int EndDiastole, [property: JsonPropertyName("Intermediate")] int MidSystole, int EndSystole);

/// <summary>
/// The image encoder's input from a study: end-diastole, mid-systole and end-systole of one short-axis slice as three channels.
/// </summary>
/// <param name="Height">Pixels in a column.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Pixels">Planar [3, Height, Width], 0 … 1.</param>
public sealed record CmrImage(int Height, int Width, float[] Pixels)
{
    /// <summary>End-diastole, mid-systole, end-systole.</summary>
    public const int Channels = 3;

    /// <summary>The frames that the channels are.</summary>
    public required CmrFrames Frames { get; init; }

    /// <summary>Millimetres from one row to the next; null if the study does not state it.</summary>
    public double? RowSpacingMm { get; init; }

    /// <summary>Millimetres from one column to the next; null if the study does not state it.</summary>
    public double? ColumnSpacingMm { get; init; }
}
