using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EcgCmrNative.Kernels.Gemm.Packed;

/// <summary>
/// Copies strips of a matrix into the order in which a micro-kernel reads them: [depth, width], the lanes that have no row or column
/// filled with zeros.
/// </summary>
internal static unsafe class Packing
{
    private const int Square = 8;
    private const int PrefetchDistance = 24;

    // Terms of a transpose at a time, so that they stay in the first-level cache until all lanes are written.
    private const int TransposedTerms = 64;

    /// <summary>Packs <c>source[w * step + k * depthStep]</c> as <c>target[k * width + w]</c>.</summary>
    /// <param name="target">[depth, width].</param>
    /// <param name="width">Lanes of the strip.</param>
    /// <param name="source">First element of the strip.</param>
    /// <param name="count">Lanes that exist, at most <paramref name="width"/>.</param>
    /// <param name="step">Step from lane to lane; 1 when this is a plain copy.</param>
    /// <param name="depth">Number of terms.</param>
    /// <param name="depthStep">Step from term to term; 1 when this is a transpose.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Strip(float* target, int width, float* source, int count, nint step, int depth, nint depthStep)
    {
        if (step == 1) Copy(target, width, source, count, depth, depthStep);
        else Transpose(target, width, source, count, step, depth, depthStep);

        if (count == width) return;
        for (var k = 0; k < depth; k++) new Span<float>(target + (nint)k * width + count, width - count).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(float* target, int width, float* source, int count, int depth, nint depthStep)
    {
        for (var k = 0; k < depth; k++)
        {
            var from = source + k * depthStep;
            var to = target + (nint)k * width;
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(from + PrefetchDistance * depthStep);
                Sse.Prefetch0(from + PrefetchDistance * depthStep + count - 1);
            }
            if (count < Square)
            {
                for (var w = 0; w < count; w++) to[w] = from[w];
                continue;
            }
            for (var w = 0; w < count - Square; w += Square) Vector256.Load(from + w).Store(to + w);
            Vector256.Load(from + count - Square).Store(to + count - Square);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* target, int width, float* source, int count, nint step, int depth, nint depthStep)
    {
        var inSquares = depthStep == 1 ? count / Square * Square : 0;
        for (var block = 0; block < depth && inSquares > 0; block += TransposedTerms)
        {
            var end = Math.Min(depth, block + TransposedTerms);
            for (var w = 0; w < inSquares; w += Square)
            {
                var k = block;
                for (; k <= end - Square; k += Square) TransposeSquare(source + w * step + k, step, target + (nint)k * width + w, width);
                for (; k < end; k++)
                {
                    for (var i = w; i < w + Square; i++) target[(nint)k * width + i] = source[i * step + k];
                }
            }
        }
        for (var w = inSquares; w < count; w++)
        {
            var from = source + w * step;
            for (var k = 0; k < depth; k++) target[(nint)k * width + w] = from[k * depthStep];
        }
    }

    // Eight rows of eight: halves of rows i and i + 4 are joined, then lanes are interleaved twice.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeSquare(float* source, nint sourceRow, float* target, nint targetRow)
    {
        for (var half = 0; half < 2; half++, source += 4, target += 4 * targetRow)
        {
            var r0 = Join(source, source + 4 * sourceRow);
            var r1 = Join(source + sourceRow, source + 5 * sourceRow);
            var r2 = Join(source + 2 * sourceRow, source + 6 * sourceRow);
            var r3 = Join(source + 3 * sourceRow, source + 7 * sourceRow);
            var low02 = InterleaveLow(r0, r2);
            var high02 = InterleaveHigh(r0, r2);
            var low13 = InterleaveLow(r1, r3);
            var high13 = InterleaveHigh(r1, r3);
            InterleaveLow(low02, low13).Store(target);
            InterleaveHigh(low02, low13).Store(target + targetRow);
            InterleaveLow(high02, high13).Store(target + 2 * targetRow);
            InterleaveHigh(high02, high13).Store(target + 3 * targetRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Join(float* low, float* high) => Vector256.Create(Vector128.Load(low), Vector128.Load(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> InterleaveLow(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.UnpackLow(a, b) : Vector256.Create(a[0], b[0], a[1], b[1], a[4], b[4], a[5], b[5]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> InterleaveHigh(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported ? Avx.UnpackHigh(a, b) : Vector256.Create(a[2], b[2], a[3], b[3], a[6], b[6], a[7], b[7]);
}
