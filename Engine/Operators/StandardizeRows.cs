namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// Each row (last axis) to zero mean and unit unbiased variance: (x − mean)/√(var + ε). It makes targets,
    /// so no gradient flows through it.
    /// </summary>
    /// <exception cref="ShapeException">A row has fewer than two numbers.</exception>
    public static Tensor StandardizeRows(this Tensor x, double epsilon)
    {
        ShapeException.Require(
            "standardize rows", x.Shape.Rank >= 1 && x.Shape.Last >= 2, $"input has shape {x.Shape}; rows need two or more elements");
        var y = Tensor.Uninitialized(x.Device, x.Shape);
        x.Device.Reconstruction.StandardizeRows(x.Shape.Rows, x.Shape.Last, x.Data, epsilon, y.Data);
        return y;
    }
}
