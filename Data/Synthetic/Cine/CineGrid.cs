namespace EcgCmrNative.Data.Synthetic.Cine;

/// <summary>
/// Pixels, slices and phases of a virtual cine, as the UK Biobank protocol has them (Petersen et al., J Cardiovasc Magn Reson 2016), with
/// fewer phases.
/// </summary>
public static class CineGrid
{
    /// <summary>Rows and columns of a frame.</summary>
    public const int Pixels = 210;

    /// <summary>Millimetres from one pixel to the next.</summary>
    public const double PixelMm = 1.8;

    /// <summary>Thickness of a slice.</summary>
    public const double SliceMm = 8;

    /// <summary>Millimetres from one slice to the next.</summary>
    public const double SliceSpacingMm = 10;

    /// <summary>Phases of a heart beat; the first is end-diastole.</summary>
    public const int Phases = 20;

    /// <summary>The row and column on average of the middle of the heart: that of the region that the published recipe crops.</summary>
    internal const double CentreRow = 83;

    /// <inheritdoc cref="CentreRow"/>
    internal const double CentreColumn = 107;
}
