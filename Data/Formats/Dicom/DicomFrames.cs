using System.Numerics;

namespace EcgCmrNative.Data.Formats.Dicom;

/// <summary>
/// Reads frame attributes: from the data set itself, or in an enhanced file from the functional groups of the frame, else from those
/// that all frames share (DICOM PS3.3, C.7.6.16).
/// </summary>
internal static class DicomFrames
{
    /// <summary>A heart's cine has some tens of phases and slices.</summary>
    private const int MaximumFrames = 1 << 12;

    public static IReadOnlyList<DicomFrame> Of(DicomDataSet set)
    {
        var count = set.Integer(DicomTag.NumberOfFrames) ?? 1;
        if (count is < 1 or > MaximumFrames) throw set.Failure(DicomTag.NumberOfFrames, $"is {count}; expected 1 to {MaximumFrames}");
        var own = set.Items(DicomTag.PerFrameFunctionalGroupsSequence);
        if (own.Count > 0 && own.Count != count)
            throw set.Failure(DicomTag.PerFrameFunctionalGroupsSequence, $"has {own.Count} items for {count} frames");
        // Equal groups of all frames are given once.
        var shared = set.Items(DicomTag.SharedFunctionalGroupsSequence);
        var frames = new DicomFrame[count];
        for (var i = 0; i < count; i++)
            frames[i] = Of(i, set, [.. own.Count > 0 ? own.Skip(i).Take(1) : [], .. shared.Take(1)]);
        return frames;
    }

    private static DicomFrame Of(int index, DicomDataSet set, DicomDataSet[] groups)
    {
        var position = With(DicomTag.PlanePositionSequence, DicomTag.ImagePosition).Decimals(DicomTag.ImagePosition, 3);
        var orientation = With(DicomTag.PlaneOrientationSequence, DicomTag.ImageOrientation).Decimals(DicomTag.ImageOrientation, 6);
        var spacing = With(DicomTag.PixelMeasuresSequence, DicomTag.PixelSpacing).Decimals(DicomTag.PixelSpacing, 2);
        var scaling = With(DicomTag.PixelValueTransformationSequence, DicomTag.RescaleSlope);
        var delay = With(DicomTag.CardiacSynchronizationSequence, DicomTag.NominalCardiacTriggerDelayTime);
        var beat = set.Decimal(DicomTag.NominalInterval)
            ?? With(DicomTag.CardiacSynchronizationSequence, DicomTag.RRIntervalTimeNominal).Double(DicomTag.RRIntervalTimeNominal);
        var content = With(DicomTag.FrameContentSequence, DicomTag.TemporalPositionIndex);
        var (row, column) = Directions(orientation);
        return new DicomFrame
        {
            Index = index,
            InstanceNumber = set.Integer(DicomTag.InstanceNumber),
            Position = position is null ? null : Vector(position, 0),
            RowDirection = row,
            ColumnDirection = column,
            RowSpacingMm = spacing is [> 0 and var rows, _] ? rows : null,
            ColumnSpacingMm = spacing is [_, > 0 and var columns] ? columns : null,
            SliceLocationMm = set.Decimal(DicomTag.SliceLocation),
            TriggerTimeMs = set.Decimal(DicomTag.TriggerTime) ?? delay.Double(DicomTag.NominalCardiacTriggerDelayTime),
            BeatMs = beat > 0 ? beat : null,
            TemporalPosition = set.Integer(DicomTag.TemporalPositionIdentifier) ?? (int?)content.UInt32(DicomTag.TemporalPositionIndex),
            RescaleSlope = scaling.Decimal(DicomTag.RescaleSlope) ?? 1,
            RescaleIntercept = scaling.Decimal(DicomTag.RescaleIntercept) ?? 0,
        };

        // The set itself where no group has the element: it then finds the value at the top, or nothing.
        DicomDataSet With(DicomTag sequence, DicomTag element)
        {
            foreach (var group in groups)
            {
                if (group.Items(sequence) is [var item, ..] && item.Find(element) is not null) return item;
            }
            return set;
        }
    }

    /// <summary>Two unit vectors at right angles; null if the values are not such an orientation.</summary>
    private static (Vector3? Row, Vector3? Column) Directions(double[]? cosines)
    {
        const float tolerance = 1e-2f;
        if (cosines is null) return (null, null);
        var (row, column) = (Vector(cosines, 0), Vector(cosines, 3));
        var sound = Math.Abs(row.Length() - 1) < tolerance && Math.Abs(column.Length() - 1) < tolerance
            && Math.Abs(Vector3.Dot(row, column)) < tolerance;
        return sound ? (Vector3.Normalize(row), Vector3.Normalize(column)) : (null, null);
    }

    private static Vector3 Vector(double[] numbers, int at) => new((float)numbers[at], (float)numbers[at + 1], (float)numbers[at + 2]);
}
