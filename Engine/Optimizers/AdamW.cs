namespace EcgCmrNative.Engine.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
public sealed class AdamW : Adam
{
    /// <inheritdoc cref="Adam(IReadOnlyList{ParameterGroup}, double, double, double)"/>
    public AdamW(IReadOnlyList<ParameterGroup> groups, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(groups, decoupled: true, beta1, beta2, epsilon)
    {
    }
}
