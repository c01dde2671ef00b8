using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;

namespace EcgCmrNative.Models.Objectives.Siamese;

/// <summary>
/// Barlow Twins (Zbontar et al. 2021): with both sides standardised over the batch, C = z0ᵀ·z1 / batch is to be the identity:
/// Σ_i (C[i, i] − 1)² + λ·Σ_{i≠j} C[i, j]². C, [width, width], is never stored.
/// </summary>
public sealed class BarlowTwinsLoss
{
    private const double Epsilon = 1e-5;

    private readonly double _offDiagonalWeight;

    /// <summary>Creates the loss.</summary>
    /// <param name="offDiagonalWeight">λ.</param>
    public BarlowTwinsLoss(double offDiagonalWeight = 5e-3)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offDiagonalWeight);
        _offDiagonalWeight = offDiagonalWeight;
    }

    /// <summary>The loss of two views, a scalar. Statistics and the divisor are those of this very batch, also of a last and smaller
    /// one.</summary>
    /// <param name="z0">[samples, width], two samples at least.</param>
    /// <param name="z1">Another view of the same samples.</param>
    /// <exception cref="ShapeException">The sizes do not fit, or there is only one sample.</exception>
    public Tensor Forward(Tensor z0, Tensor z1)
    {
        ArgumentNullException.ThrowIfNull(z0);
        ArgumentNullException.ThrowIfNull(z1);
        using var scope = TensorScope.Open();
        int samples = z0.Shape[0], width = z0.Shape[1];
        Tensor a = z0.BatchNorm(null, null, Epsilon), b = z1.BatchNorm(null, null, Epsilon);
        // The mean over samples of a∘b is the diagonal of C.
        var diagonal = a.Multiply(b).Reshape(1, samples, width).MeanTokens();
        var onDiagonal = diagonal.SquaredError(Tensor.Filled(z0.Device, diagonal.Shape, 1), divisor: 1);
        var all = a.CrossProductNorm(b).Scale(1.0 / samples / samples);
        var offDiagonal = all.Subtract(diagonal.Multiply(diagonal).Sum());
        return scope.Keep(onDiagonal.AddScaled(offDiagonal, 1, _offDiagonalWeight));
    }
}
