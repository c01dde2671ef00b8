namespace EcgCmrNative.Models.Explanation.Attributions;

/// <summary>The methods that explain a prediction.</summary>
public enum AttributionMethod
{
    /// <summary>See <see cref="Attributions.IntegratedGradients"/>.</summary>
    IntegratedGradients,

    /// <summary>See <see cref="PatchOcclusion"/>.</summary>
    Occlusion,

    /// <summary>See <see cref="AttentionRollout"/>.</summary>
    Rollout,
}

/// <summary>The map of a prediction by one of the methods.</summary>
/// <param name="Method">The method.</param>
/// <param name="Map">The map.</param>
/// <param name="Integral">Integrated gradients with their residual; null for the other methods.</param>
public sealed record Attribution(AttributionMethod Method, AttributionMap Map, IntegratedGradients? Integral)
{
    /// <summary>Explains the output of a predictor.</summary>
    /// <param name="output">The output.</param>
    /// <param name="windows">The recording, [windows, leads, samples].</param>
    /// <param name="method">The method.</param>
    /// <param name="integral">How integrated gradients are computed; the defaults when null.</param>
    /// <param name="cancellation">Stops between evaluations of the model.</param>
    /// <exception cref="ArgumentException">The samples are not those of whole windows.</exception>
    public static Attribution Of(
        PredictorOutput output, double[] windows, AttributionMethod method, IntegratedGradientsOptions? integral = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (method == AttributionMethod.Occlusion)
            return new Attribution(method, PatchOcclusion.Of(output, windows, cancellation: cancellation), Integral: null);
        if (method == AttributionMethod.Rollout)
            return new Attribution(method, AttentionRollout.Of(output.Attention(windows), output.Grid), Integral: null);
        var gradients = IntegratedGradients.Of(output, windows, integral, cancellation);
        return new Attribution(method, gradients.Map, gradients);
    }
}
