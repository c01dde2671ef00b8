using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Models.Objectives.Siamese;

/// <summary>
/// The loss of SimSiam (Chen and He 2021), without negatives: a prediction from one view is to point where the projection of the other
/// points, which itself gets no gradient.
/// </summary>
public sealed class SimSiamLoss
{
    // As in PyTorch's cosine similarity.
    private const double Epsilon = 1e-8;

    /// <summary>−mean cos(prediction, sg(projection)), a scalar between −1 and 1.</summary>
    /// <param name="prediction">Of one view, [samples, width].</param>
    /// <param name="projection">Of the other view; gets no gradient.</param>
    public Tensor Forward(Tensor prediction, Tensor projection)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(MeanCosine.Of(prediction, projection.Detach(), Epsilon).Scale(-1));
    }

    /// <summary>Both views: the mean of the loss of the first prediction with the second projection, and of the second with the
    /// first.</summary>
    public Tensor Forward(Tensor prediction1, Tensor projection1, Tensor prediction2, Tensor projection2)
    {
        using var scope = TensorScope.Open();
        return scope.Keep(Forward(prediction1, projection2).AddScaled(Forward(prediction2, projection1), 0.5, 0.5));
    }
}
