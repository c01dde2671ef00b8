namespace EcgCmrNative.Engine.Modules;

/// <summary>A module with one input tensor and one output tensor.</summary>
public abstract class Layer : Module
{
    /// <summary>Applies the layer. Intermediate tensors that no backward pass needs are freed on return.</summary>
    public Tensor Forward(Tensor x)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(Compute(x));
    }

    /// <summary>Computes the output.</summary>
    protected abstract Tensor Compute(Tensor x);
}
