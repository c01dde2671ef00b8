namespace EcgCmrNative.Data.Formats.Nifti;

/// <summary>The image of a NIfTI file: its planes, their spacing, and where they lie in the patient.</summary>
public sealed class NiftiImage
{
    /// <summary>Voxels along x, y, z, time and further axes; two axes or more.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>
    /// Plane after plane in the file's order (z fastest, then time): y rows of x intensities each, after scaling. Their number is the
    /// product of all axes but the first two.
    /// </summary>
    public required IReadOnlyList<float[]> Planes { get; init; }

    /// <summary>Millimetres between voxels along x, y and z; 0 if the file does not state it.</summary>
    public required IReadOnlyList<double> SpacingMm { get; init; }

    /// <summary>Milliseconds between volumes; null if there is one volume, or the file does not state it.</summary>
    public double? TimeStepMs { get; init; }

    /// <summary>Where the voxels lie in the patient; null if the file does not state it.</summary>
    public VoxelOrientation? Orientation { get; init; }

    /// <summary>A line of free text, at most 79 bytes in UTF-8.</summary>
    public string Description { get; init; } = "";

    /// <summary>Length of an axis counted from 0; 1 for an axis that is not there.</summary>
    public int Extent(int axis) => axis < Shape.Count ? Shape[axis] : 1;
}
