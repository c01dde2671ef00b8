using EcgCmrNative.Kernels.Randomness;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Evaluation.Maps;

/// <summary>
/// The first principal components of some points, by subspace iteration (Saad 2011, chapter 5) on the points themselves: no covariance
/// matrix is formed. An axis points to where its largest number is positive. Results do not depend on the number of threads.
/// </summary>
public sealed class PrincipalComponents
{
    /// <summary>Vectors beyond those asked for, which make the iteration converge sooner.</summary>
    private const int Extra = 8;

    private const int MostIterations = 1000;
    private const double Tolerance = 1e-10;

    private PrincipalComponents(double[] coordinates, double[] axes, double[] shares) =>
        (Coordinates, Axes, ExplainedVariance) = (coordinates, axes, shares);

    /// <summary>[points, components], around the mean of the points.</summary>
    public double[] Coordinates { get; }

    /// <summary>[components, width], each of length 1.</summary>
    public double[] Axes { get; }

    /// <summary>The share of the variance along each axis, from 0 to 1; 0 if all points are equal.</summary>
    public IReadOnlyList<double> ExplainedVariance { get; }

    /// <summary>Fits components.</summary>
    /// <param name="points">[points, width].</param>
    /// <param name="width">Numbers of a point.</param>
    /// <param name="components">How many, at most the width.</param>
    /// <exception cref="ArgumentException">The points are not whole, not finite, or fewer than two.</exception>
    public static PrincipalComponents Fit(double[] points, int width, int components)
    {
        ArgumentNullException.ThrowIfNull(points);
        PointSet.Require(points, width);
        if (components < 1 || components > width)
            throw new ArgumentOutOfRangeException(nameof(components), components, $"the components must be from 1 to {width}");
        var count = points.Length / width;
        var centred = Centred(points, count, width);
        var total = TensorPrimitives.SumOfSquares<double>(centred);
        var transposed = PointSet.Transposed(centred, count, width);
        var vectors = Math.Min(components + Extra, width);
        var basis = new double[vectors * width];
        var draws = new Philox(seed: 0);
        for (var i = 0; i < basis.Length; i++) basis[i] = draws.NextNormal();
        Orthonormalize(basis, vectors, width);
        var values = new double[vectors];
        for (var iteration = 0; iteration < MostIterations && total > 0; iteration++)
        {
            // Rows of image are A·b for the rows b of the basis, A = Xᵀ·X.
            var image = Project(transposed, Project(centred, basis, vectors, width, count), vectors, count, width);
            var small = new double[vectors * vectors];
            for (var i = 0; i < vectors; i++)
            {
                for (var j = 0; j < vectors; j++)
                    small[i * vectors + j] = TensorPrimitives.Dot<double>(Row(basis, i, width), Row(image, j, width));
            }
            var rotation = SymmetricEigen.Decompose(small, vectors, values);
            (basis, image) = (Rotate(rotation, basis, vectors, width), Rotate(rotation, image, vectors, width));
            if (IsConverged(basis, image, values, components, width)) break;
            basis = image;
            Orthonormalize(basis, vectors, width);
        }
        Array.Resize(ref basis, components * width);
        for (var k = 0; k < components; k++)
        {
            var axis = basis.AsSpan(k * width, width);
            if (axis[TensorPrimitives.IndexOfMaxMagnitude<double>(axis)] < 0) TensorPrimitives.Negate<double>(axis, axis);
        }
        return new PrincipalComponents(
            PointSet.Transposed(Project(centred, basis, components, width, count), components, count), basis,
            [.. Enumerable.Range(0, components).Select(k => total > 0 ? Math.Clamp(values[k] / total, 0, 1) : 0)]);
    }

    private static double[] Centred(double[] points, int count, int width)
    {
        var (mean, centred) = (new double[width], (double[])points.Clone());
        for (var i = 0; i < count; i++) TensorPrimitives.Add<double>(mean, Row(points, i, width), mean);
        TensorPrimitives.Divide<double>(mean, count, mean);
        for (var i = 0; i < count; i++) TensorPrimitives.Subtract<double>(Row(centred, i, width), mean, centred.AsSpan(i * width, width));
        return centred;
    }

    /// <summary>[vectors, rows] products of vectors [vectors, length] with the rows of a matrix [rows, length].</summary>
    private static double[] Project(double[] matrix, double[] basis, int vectors, int length, int rows)
    {
        var result = new double[vectors * rows];
        Parallel.For(0, rows, row =>
        {
            for (var k = 0; k < vectors; k++)
                result[k * rows + row] = TensorPrimitives.Dot<double>(Row(matrix, row, length), Row(basis, k, length));
        });
        return result;
    }

    /// <summary>The rows of a basis combined by the columns of a rotation.</summary>
    private static double[] Rotate(double[] rotation, double[] basis, int vectors, int width)
    {
        var result = new double[basis.Length];
        for (var k = 0; k < vectors; k++)
        {
            var target = result.AsSpan(k * width, width);
            for (var i = 0; i < vectors; i++)
                TensorPrimitives.MultiplyAdd(Row(basis, i, width), rotation[i * vectors + k], target, target);
        }
        return result;
    }

    private static bool IsConverged(double[] basis, double[] image, double[] values, int components, int width)
    {
        for (var k = 0; k < components; k++)
        {
            var squares = 0.0;
            for (var i = 0; i < width; i++) squares += Math.Pow(image[k * width + i] - values[k] * basis[k * width + i], 2);
            if (Math.Sqrt(squares) > Tolerance * Math.Abs(values[0])) return false;
        }
        return true;
    }

    /// <summary>Gram–Schmidt, twice; a row that depends on those before it becomes zero.</summary>
    private static void Orthonormalize(double[] basis, int vectors, int width)
    {
        for (var k = 0; k < vectors; k++)
        {
            var row = basis.AsSpan(k * width, width);
            var before = TensorPrimitives.Norm<double>(row);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var i = 0; i < k; i++)
                {
                    var other = Row(basis, i, width);
                    TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<double>(other, row), row, row);
                }
            }
            var norm = TensorPrimitives.Norm<double>(row);
            if (norm > 1e-13 * before) TensorPrimitives.Divide(row, norm, row);
            else row.Clear();
        }
    }

    private static ReadOnlySpan<double> Row(double[] values, int row, int width) => values.AsSpan(row * width, width);
}
