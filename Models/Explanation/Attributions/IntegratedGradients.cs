namespace EcgCmrNative.Models.Explanation.Attributions;

/// <summary>How <see cref="IntegratedGradients"/> are computed.</summary>
/// <param name="Steps">Gradients per window at first; they are doubled until the sum is complete.</param>
/// <param name="MaxSteps">Largest number of gradients per window.</param>
/// <param name="Tolerance">
/// Largest residual of a complete sum, relative to the difference to the baseline or to the scale of the number, whichever is larger.
/// </param>
public sealed record IntegratedGradientsOptions(int Steps = 16, int MaxSteps = 512, double Tolerance = 1e-3);

/// <summary>
/// Integrated gradients (Sundararajan et al. 2017): x ⊙ ∫₀¹ ∇f(αx) dα, from the flat line to the recording, by Gauss and Legendre's rule.
/// The attributions add up to f(x) − f(0), which is checked.
/// </summary>
/// <param name="Map">The attributions.</param>
/// <param name="Value">The number for the recording.</param>
/// <param name="Baseline">The number for the flat line.</param>
/// <param name="Steps">Gradients per window.</param>
/// <param name="Residual">Sum of the attributions less the difference of the numbers, in the unit of the number.</param>
/// <param name="IsComplete">Whether the residual is within the tolerance.</param>
public sealed record IntegratedGradients(
    AttributionMap Map, double Value, double Baseline, int Steps, double Residual, bool IsComplete)
{
    private const int StepsAtOnce = 32;

    /// <summary>Computes the attributions.</summary>
    /// <param name="function">The number.</param>
    /// <param name="windows">The recording, [windows, leads, samples].</param>
    /// <param name="options">Steps and tolerance; the defaults when null.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="ArgumentException">The samples are not those of whole windows, or an option is not positive.</exception>
    public static IntegratedGradients Of(
        EcgFunction function, double[] windows, IntegratedGradientsOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(windows);
        options ??= new IntegratedGradientsOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Tolerance, nameof(options));
        var (value, baseline) = (function.Mean(windows), function.Baseline());
        var tolerated = options.Tolerance * Math.Max(Math.Abs(value - baseline), function.Scale);
        for (var steps = options.Steps; ; steps *= 2)
        {
            var values = Integrate(function, windows, steps, cancellation);
            var residual = values.Sum() - (value - baseline);
            var isComplete = Math.Abs(residual) <= tolerated;
            if (!isComplete && 2 * steps <= options.MaxSteps) continue;
            var map = new AttributionMap(function.Grid, function.Grid.WindowsIn(windows.Length), values, IsSigned: true, Resolution: 1);
            return new IntegratedGradients(map, value, baseline, steps, residual, isComplete);
        }
    }

    private static double[] Integrate(EcgFunction function, double[] windows, int steps, CancellationToken cancellation)
    {
        var (length, count) = (function.Grid.WindowLength, function.Grid.WindowsIn(windows.Length));
        var values = new double[windows.Length];
        for (var window = 0; window < count; window++)
        {
            var at = window * length;
            foreach (var part in GaussLegendre.Rule(steps).Chunk(StepsAtOnce))
            {
                cancellation.ThrowIfCancellationRequested();
                var path = new double[part.Length * length];
                for (var i = 0; i < path.Length; i++) path[i] = part[i / length].Node * windows[at + i % length];
                var gradients = function.Gradients(path);
                for (var i = 0; i < path.Length; i++) values[at + i % length] += part[i / length].Weight * gradients[i];
            }
            for (var i = at; i < at + length; i++) values[i] *= windows[i] / count;
        }
        return values;
    }
}
