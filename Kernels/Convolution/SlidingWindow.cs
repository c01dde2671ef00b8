using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>
/// A window that slides over an image, as convolution and pooling use it: output pixel (r, c) covers input rows
/// r·Stride − Padding to r·Stride − Padding + KernelHeight − 1, and columns likewise.
/// </summary>
/// <param name="Height">Rows of the image.</param>
/// <param name="Width">Columns of the image.</param>
/// <param name="KernelHeight">Rows of the window, at least 1.</param>
/// <param name="KernelWidth">Columns of the window, at least 1.</param>
/// <param name="Stride">Step from one window to the next in both directions, at least 1.</param>
/// <param name="Padding">Rows and columns of padding on every side of the image, at least 0.</param>
public readonly record struct SlidingWindow(int Height, int Width, int KernelHeight, int KernelWidth, int Stride = 1, int Padding = 0)
{
    /// <summary>Rows of the output; 0 when the window does not fit.</summary>
    public int OutHeight => Positions(Height, KernelHeight);

    /// <summary>Columns of the output; 0 when the window does not fit.</summary>
    public int OutWidth => Positions(Width, KernelWidth);

    /// <summary>Pixels of the image.</summary>
    public long Pixels => (long)Height * Width;

    /// <summary>Pixels of the output.</summary>
    public long OutPixels => (long)OutHeight * OutWidth;

    /// <summary>Pixels of the window.</summary>
    public long KernelPixels => (long)KernelHeight * KernelWidth;

    /// <inheritdoc/>
    public override string ToString() => $"{KernelHeight}×{KernelWidth} over {Height}×{Width}, stride {Stride}, padding {Padding}";

    /// <summary>Throws if a size is invalid or overflows 32 bits.</summary>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    internal void Require(in KernelCall call)
    {
        call.Size(Height);
        call.Size(Width);
        call.Between(KernelHeight, 1, int.MaxValue);
        call.Between(KernelWidth, 1, int.MaxValue);
        call.Between(Stride, 1, int.MaxValue);
        call.Between(Padding, 0, (int.MaxValue - (long)Math.Max(Height, Width)) / 2);
        call.Between(Pixels, 0, int.MaxValue, "pixels of an image");
        call.Between(OutPixels, 0, int.MaxValue, "pixels of an output");
        call.Between(KernelPixels, 1, int.MaxValue, "pixels of the window");
    }

    // Sizes that overflow 32 bits are truncated here and rejected by Require.
    private int Positions(int size, int kernel) =>
        size + 2L * Padding < kernel ? 0 : (int)Math.Min(int.MaxValue, (size + 2L * Padding - kernel) / Stride + 1);
}
