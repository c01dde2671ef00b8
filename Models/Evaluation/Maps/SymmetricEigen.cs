namespace EcgCmrNative.Models.Evaluation.Maps;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan 2013, section 8.5).</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">[size, size]; only its symmetric part counts. It is overwritten.</param>
    /// <param name="size">Rows.</param>
    /// <param name="values">Receives the eigenvalues, the largest first.</param>
    /// <returns>[size, size]; column k is the eigenvector of value k.</returns>
    public static double[] Decompose(double[] matrix, int size, double[] values)
    {
        var vectors = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            vectors[i * size + i] = 1;
            for (var j = 0; j < i; j++)
                matrix[i * size + j] = matrix[j * size + i] = (matrix[i * size + j] + matrix[j * size + i]) / 2;
        }
        for (var sweep = 0; sweep < MostSweeps && !IsDiagonal(matrix, size); sweep++)
        {
            for (var p = 0; p < size; p++)
            {
                for (var q = p + 1; q < size; q++) Rotate(matrix, vectors, size, p, q);
            }
        }
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(k => matrix[k * size + k])];
        var sorted = new double[size * size];
        for (var k = 0; k < size; k++)
        {
            values[k] = matrix[order[k] * size + order[k]];
            for (var i = 0; i < size; i++) sorted[i * size + k] = vectors[i * size + order[k]];
        }
        return sorted;
    }

    private static bool IsDiagonal(double[] matrix, int size)
    {
        var (off, all) = (0.0, 0.0);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                var square = matrix[i * size + j] * matrix[i * size + j];
                all += square;
                if (i != j) off += square;
            }
        }
        return off <= 1e-30 * all;
    }

    private static void Rotate(double[] matrix, double[] vectors, int size, int p, int q)
    {
        var both = matrix[p * size + q];
        if (both == 0) return;
        var theta = (matrix[q * size + q] - matrix[p * size + p]) / (2 * both);
        var tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var cosine = 1 / Math.Sqrt(tangent * tangent + 1);
        var sine = tangent * cosine;
        for (var k = 0; k < size; k++) Turn(matrix, k * size + p, k * size + q, cosine, sine);
        for (var k = 0; k < size; k++) Turn(matrix, p * size + k, q * size + k, cosine, sine);
        for (var k = 0; k < size; k++) Turn(vectors, k * size + p, k * size + q, cosine, sine);
    }

    private static void Turn(double[] values, int first, int second, double cosine, double sine)
    {
        var (a, b) = (values[first], values[second]);
        (values[first], values[second]) = (cosine * a - sine * b, sine * a + cosine * b);
    }
}
