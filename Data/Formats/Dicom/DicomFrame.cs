using System.Numerics;

namespace EcgCmrNative.Data.Formats.Dicom;

/// <summary>
/// One frame's attributes in the file. Directions and positions are in the patient: x to the left, y to the back, z to the head.
/// </summary>
public sealed record DicomFrame
{
    /// <summary>Counted from 0 within the file.</summary>
    public required int Index { get; init; }

    /// <summary>The file's number within its series, or null.</summary>
    public int? InstanceNumber { get; init; }

    /// <summary>Millimetres to the centre of the first pixel, or null.</summary>
    public Vector3? Position { get; init; }

    /// <summary>Unit vector along a row, to the right of the picture; null if the file has no orientation.</summary>
    public Vector3? RowDirection { get; init; }

    /// <summary>Unit vector along a column, downwards; null if the file has no orientation.</summary>
    public Vector3? ColumnDirection { get; init; }

    /// <summary>Millimetres from row to row, or null.</summary>
    public double? RowSpacingMm { get; init; }

    /// <summary>Millimetres from column to column, or null.</summary>
    public double? ColumnSpacingMm { get; init; }

    /// <summary>Millimetres along the normal as the scanner counts them, for files without position; or null.</summary>
    public double? SliceLocationMm { get; init; }

    /// <summary>Milliseconds after the R wave, or null.</summary>
    public double? TriggerTimeMs { get; init; }

    /// <summary>Milliseconds from one R wave to the next, or null.</summary>
    public double? BeatMs { get; init; }

    /// <summary>The order of phases if the scanner counts them, or null.</summary>
    public int? TemporalPosition { get; init; }

    /// <summary>Stored values are multiplied by this.</summary>
    public double RescaleSlope { get; init; } = 1;

    /// <summary>And this is added.</summary>
    public double RescaleIntercept { get; init; }

    /// <summary>The normal of the picture: row × column direction.</summary>
    public Vector3? Normal => RowDirection is { } row && ColumnDirection is { } column ? Vector3.Cross(row, column) : null;

    /// <summary>Millimetres along the normal: the position projected on it, else the slice location.</summary>
    public double? AlongNormalMm => Position is { } at && Normal is { } normal ? Vector3.Dot(at, normal) : SliceLocationMm;
}
