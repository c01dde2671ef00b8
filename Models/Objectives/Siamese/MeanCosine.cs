using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Models.Objectives.Siamese;

/// <summary>The mean over rows of the cosine between a row of one tensor and that of another.</summary>
internal static class MeanCosine
{
    /// <param name="a">[rows, width].</param>
    /// <param name="b">As a.</param>
    /// <param name="epsilon">Norms count as this much at least.</param>
    public static Tensor Of(Tensor a, Tensor b, double epsilon) =>
        a.L2Normalize(epsilon).Multiply(b.L2Normalize(epsilon)).Sum().Scale(1.0 / a.Shape[0]);
}
