using ILGPU;

namespace EcgCmrNative.Kernels.Gemm.Gpu;

/// <summary>
/// A slice of A or B in shared memory: Depth steps of K by Width rows of op(A) or columns of op(B), K outermost, zeros outside the matrix.
/// A matrix may have more than 2³¹ elements; within a slice, 32 bits are enough: <see cref="GpuGemm.MaxStepOfTiles"/> limits its rows.
/// </summary>
internal static class GemmPanel
{
    /// <summary>Loads a panel with all threads of the group, neighbours in the group reading neighbours in memory.</summary>
    /// <param name="panel">Where to.</param>
    /// <param name="matrix">The matrix, from its first element.</param>
    /// <param name="step">Elements from one stored row to the next.</param>
    /// <param name="alongK">True when K runs fastest in memory: A as it is, B transposed.</param>
    /// <param name="first">First row of op(A) or column of op(B).</param>
    /// <param name="extent">How many rows or columns there are.</param>
    /// <param name="k">First step of K.</param>
    /// <param name="depths">How many steps of K there are.</param>
    /// <param name="width">Rows or columns of the panel.</param>
    /// <param name="depth">Steps of K of the panel.</param>
    /// <param name="pitch">Numbers from one step of K to the next: more than the width, against conflicts of memory banks.</param>
    /// <param name="threads">Threads of the group.</param>
    public static void Load(
        ArrayView<float> panel, ArrayView<float> matrix, int step, bool alongK, int first, int extent, int k, int depths,
        int width, int depth, int pitch, int threads)
    {
        var start = alongK ? ((long)first * step) + k : ((long)k * step) + first;
        var slice = matrix.SubView(start, matrix.Length - start);
        if (alongK)
        {
            var d = Group.IdxX % depth;
            for (var w = Group.IdxX / depth; w < width; w += threads / depth)
            {
                var inside = first + w < extent && k + d < depths;
                panel[(d * pitch) + w] = inside ? slice[(w * step) + d] : 0f;
            }
        }
        else
        {
            var w = Group.IdxX % width;
            for (var d = Group.IdxX / width; d < depth; d += threads / width)
            {
                var inside = first + w < extent && k + d < depths;
                panel[(d * pitch) + w] = inside ? slice[(d * step) + w] : 0f;
            }
        }
    }
}
