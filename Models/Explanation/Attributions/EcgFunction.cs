namespace EcgCmrNative.Models.Explanation.Attributions;

/// <summary>
/// A number that depends on one window of an ECG: what attributions explain. The number of a recording is the mean over its windows. The
/// baseline of attributions is the flat line: every sample 0, which after the preparation is the mean of the signal.
/// </summary>
public abstract class EcgFunction
{
    /// <summary>Creates the function.</summary>
    /// <param name="grid">Its windows, and the patches that occlusion and faithfulness replace.</param>
    /// <param name="unit">The unit of the number.</param>
    /// <param name="scale">A change that counts as large, in the unit: residuals are compared with it.</param>
    protected EcgFunction(PatchGrid grid, string unit, double scale)
    {
        if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "the scale must be positive");
        (Grid, Unit, Scale) = (grid, unit, scale);
    }

    /// <summary>The windows and their patches.</summary>
    public PatchGrid Grid { get; }

    /// <summary>The unit of the number.</summary>
    public string Unit { get; }

    /// <summary>A change that counts as large, in the unit.</summary>
    public double Scale { get; }

    /// <summary>The number for each window.</summary>
    /// <param name="windows">[windows, leads, samples].</param>
    /// <returns>[windows].</returns>
    public abstract double[] Values(double[] windows);

    /// <summary>The gradient of the number for each window.</summary>
    /// <param name="windows">[windows, leads, samples].</param>
    /// <returns>[windows, leads, samples].</returns>
    public abstract double[] Gradients(double[] windows);

    /// <summary>The number for a recording: the mean over its windows.</summary>
    /// <param name="windows">[windows, leads, samples].</param>
    public double Mean(double[] windows) => Values(windows).Average();

    /// <summary>The number for the flat line.</summary>
    public double Baseline() => Values(new double[Grid.WindowLength])[0];
}
