using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Models.Encoders;

/// <summary>
/// Adds rows of zeros to small batches in evaluation mode. The processor multiplies up to four rows by another kernel, which adds in
/// another order; with them, the result of a row does not depend on how many others are in its batch.
/// </summary>
internal static class RowPadding
{
    private const int FewestRows = 5;

    /// <summary>Applies a layer to rows, at least five of them.</summary>
    /// <param name="module">In training mode nothing is added.</param>
    /// <param name="x">[rows, ...].</param>
    /// <param name="apply">The layer, in which rows do not depend on each other.</param>
    public static Tensor Apply(Module module, Tensor x, Func<Tensor, Tensor> apply)
    {
        var rows = x.Shape[0];
        if (module.Training || rows is 0 or >= FewestRows) return apply(x);
        using var scope = TensorScope.Open();
        var zeros = Tensor.Zeros(x.Device, new Shape([FewestRows - rows, .. x.Shape.ToArray()[1..]]));
        return scope.Keep(apply(Tensor.Concatenate(0, x, zeros)).Slice(0, ..rows));
    }
}
