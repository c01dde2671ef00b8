using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Models.Objectives.Siamese;

/// <summary>
/// The loss of BYOL (Grill et al. 2020), the mean squared distance of unit vectors: 2 − 2·mean cos(prediction, target). That of both views
/// is the sum of two.
/// </summary>
public sealed class ByolLoss
{
    /// <summary>The loss of one direction, a scalar between 0 and 4.</summary>
    /// <param name="prediction">The online network's prediction from one view, [samples, width].</param>
    /// <param name="target">The target network's projection of the other view. It gets a gradient if it requires one: compute it without
    /// a tape, or detach it.</param>
    public Tensor Forward(Tensor prediction, Tensor target)
    {
        using var scope = TensorScope.Open();
        var cosine = MeanCosine.Of(prediction, target, epsilon: 1e-12);
        return scope.Keep(cosine.Scale(-2).Add(Tensor.Filled(cosine.Device, cosine.Shape, 2)));
    }
}
