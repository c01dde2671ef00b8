namespace EcgCmrNative.Engine.Modules;

/// <summary>A module that makes one tensor of one tensor.</summary>
public abstract class Layer : Module
{
    /// <summary>Applies the layer. What it makes on the way and no backward pass needs is freed when it returns.</summary>
    public Tensor Forward(Tensor x)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(Compute(x));
    }

    /// <summary>The layer's own work.</summary>
    protected abstract Tensor Compute(Tensor x);
}
