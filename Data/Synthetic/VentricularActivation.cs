namespace EcgCmrNative.Data.Synthetic;

/// <summary>One wave of the dipole: Gaussian in time.</summary>
/// <param name="CentreMs">Its peak, from the R peak on.</param>
/// <param name="DeviationMs">Its standard deviation.</param>
/// <param name="Peak">The dipole at the peak.</param>
internal readonly record struct DipoleWave(double CentreMs, double DeviationMs, Dipole Peak);

/// <summary>The waves of QRS for each kind of conduction, for a duration of 92 ms and a main vector at 45° in the frontal plane.</summary>
internal static class VentricularActivation
{
    /// <summary>The duration that the waves are written for.</summary>
    public const double WrittenForMs = 92;

    /// <summary>Septum to the right and forward, apex, free wall to the left and back, base up and back.</summary>
    private static readonly DipoleWave[] Normal =
    [
        new(-25, 7.5, new(-0.13, 0.02, -0.24)), new(-11, 7.5, new(0.20, 0.22, -0.26)),
        new(0, 9, new(0.74, 0.70, 0.22)), new(21, 8, new(-0.12, -0.14, 0.36)),
    ];

    /// <summary>
    /// No septal forces to the right; then all to the left and back, in two steps that notch the R wave of the lateral leads.
    /// </summary>
    private static readonly DipoleWave[] LeftBlock =
    [
        new(-24, 7, new(0.20, 0.14, 0.04)), new(-7, 8.5, new(0.58, 0.52, 0.56)),
        new(14, 8.5, new(0.60, 0.36, 0.62)), new(30, 6, new(0.12, 0.02, 0.26)),
    ];

    /// <summary>As without block, until the right ventricle follows late: to the right and forward.</summary>
    private static readonly DipoleWave[] RightBlock =
    [
        new(-28, 5.5, new(-0.13, 0.02, -0.24)), new(-18, 5.5, new(0.20, 0.22, -0.26)), new(-9, 6, new(0.74, 0.70, 0.22)),
        new(20, 10, new(-0.48, -0.08, -0.56)),
    ];

    public static DipoleWave[] Of(Conduction conduction) => conduction switch
    {
        Conduction.LeftBundleBranchBlock => LeftBlock,
        Conduction.RightBundleBranchBlock => RightBlock,
        _ => Normal,
    };
}
