using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Engine.Modules;

/// <summary>max(x, 0) as a layer, for chains.</summary>
public sealed class Relu : Layer
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Relu();
}
