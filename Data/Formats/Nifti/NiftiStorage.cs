namespace EcgCmrNative.Data.Formats.Nifti;

/// <summary>How a written file stores its voxels.</summary>
public enum NiftiStorage
{
    /// <summary>32-bit floating point, exactly as given.</summary>
    Float32,

    /// <summary>
    /// 16-bit integers with slope and intercept over the range of the values: half the size, and it compresses.
    /// Whole numbers are kept exactly.
    /// </summary>
    Int16,

    /// <summary>8-bit integers with slope and intercept over the range of the values.</summary>
    UInt8,
}
