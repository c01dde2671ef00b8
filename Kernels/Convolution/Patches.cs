using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>
/// The matrix that a convolution multiplies by its filters, never stored as a whole. Row g is the image patch of grid point g, [tap row,
/// tap column, channel], with zeros outside the image. Grid points run over images, rows and columns.
/// </summary>
internal unsafe struct Patches
{
    /// <summary>[images, Height, Width, Channels].</summary>
    public float* Image;

    /// <summary>Sizes of the images.</summary>
    public int Height, Width, Channels;

    /// <summary>Grid points per image.</summary>
    public int GridHeight, GridWidth;

    /// <summary>Sizes of a patch.</summary>
    public int TapRows, TapColumns;

    /// <summary>Pixels from one patch to the next.</summary>
    public int Step;

    /// <summary>Where the first patch starts; may lie outside the image.</summary>
    public int FirstRow, FirstColumn;

    /// <summary>Numbers per patch.</summary>
    public readonly int Length => TapRows * TapColumns * Channels;

    /// <summary>Writes the numbers <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1 of some
    /// patches.</summary>
    /// <param name="grid">The first patch.</param>
    /// <param name="patches">How many, one after the other.</param>
    /// <param name="first">First number of each.</param>
    /// <param name="count">Numbers of each.</param>
    /// <param name="target">Where the first goes.</param>
    /// <param name="targetStep">Step from one to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Copy(int grid, int patches, int first, int count, float* target, nint targetStep)
    {
        if (patches == 0 || count == 0) return;
        var run = TapColumns * Channels;
        var (gridRow, column) = Math.DivRem(grid, GridWidth);
        var (image, row) = Math.DivRem(gridRow, GridHeight);
        var (firstTap, offset) = Math.DivRem(first, run);
        for (; patches > 0; patches--, target += targetStep)
        {
            var pixelRow = row * Step + FirstRow + firstTap;
            var pixelColumn = column * Step + FirstColumn;

            // The part of a run that lies inside the image.
            int inside = Math.Max(0, -pixelColumn) * Channels, outside = Math.Min(TapColumns, Width - pixelColumn) * Channels;
            var source = Image + (((nint)image * Height + pixelRow) * Width + pixelColumn) * Channels;
            var to = target;
            var start = offset;
            for (var left = count; left > 0; pixelRow++, source += (nint)Width * Channels)
            {
                var length = Math.Min(run - start, left);
                if ((uint)pixelRow >= (uint)Height) Clear(to, length);
                else if (start >= inside && start + length <= outside) CopyRun(source + start, to, length);
                else CopyClipped(source + start, to, length, inside - start, outside - start);
                to += length;
                left -= length;
                start = 0;
            }

            if (++column < GridWidth) continue;
            column = 0;
            if (++row < GridHeight) continue;
            row = 0;
            image++;
        }
    }

    private static void CopyClipped(float* source, float* target, int length, int inside, int outside)
    {
        inside = Math.Clamp(inside, 0, length);
        outside = Math.Clamp(outside, inside, length);
        Clear(target, inside);
        CopyRun(source + inside, target + inside, outside - inside);
        Clear(target + outside, length - outside);
    }

    private static void Clear(float* target, int length) => new Span<float>(target, length).Clear();

    // Runs are short: a call of the framework's copy costs as much as the copy.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRun(float* source, float* target, int length)
    {
        if (length < 8)
        {
            for (var i = 0; i < length; i++) target[i] = source[i];
            return;
        }
        for (var i = 0; i < length - 8; i += 8) Vector256.Load(source + i).Store(target + i);
        Vector256.Load(source + length - 8).Store(target + length - 8);
    }
}
