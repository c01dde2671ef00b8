using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>
/// A window that slides over an image, as convolution and pooling use it: output pixel (r, c) looks at input rows
/// r·Stride − Padding to r·Stride − Padding + KernelHeight − 1, and at columns likewise.
/// </summary>
/// <param name="Height">Rows of the image.</param>
/// <param name="Width">Columns of the image.</param>
/// <param name="KernelHeight">Rows of the window, at least 1.</param>
/// <param name="KernelWidth">Columns of the window, at least 1.</param>
/// <param name="Stride">Step from one window to the next in both directions, at least 1.</param>
/// <param name="Padding">Rows and columns that are imagined around the image on every side, at least 0.</param>
public readonly record struct SlidingWindow(int Height, int Width, int KernelHeight, int KernelWidth, int Stride = 1, int Padding = 0)
{
    /// <summary>Rows of the output; 0 when the window does not fit.</summary>
    public int OutHeight => Positions(Height, KernelHeight);

    /// <summary>Columns of the output; 0 when the window does not fit.</summary>
    public int OutWidth => Positions(Width, KernelWidth);

    /// <summary>Pixels of the image.</summary>
    public int Pixels => checked(Height * Width);

    /// <summary>Pixels of the output.</summary>
    public int OutPixels => checked(OutHeight * OutWidth);

    /// <summary>Pixels of the window.</summary>
    public int KernelPixels => checked(KernelHeight * KernelWidth);

    /// <inheritdoc/>
    public override string ToString() => $"{KernelHeight}×{KernelWidth} over {Height}×{Width}, stride {Stride}, padding {Padding}";

    /// <summary>Refuses sizes that no window has, or that 32 bits do not hold.</summary>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    internal void Require(in KernelCall call)
    {
        call.Size(Height);
        call.Size(Width);
        call.Between(KernelHeight, 1, int.MaxValue);
        call.Between(KernelWidth, 1, int.MaxValue);
        call.Between(Stride, 1, int.MaxValue);
        call.Between(Padding, 0, (int.MaxValue - (long)Math.Max(Height, Width)) / 2);
        call.Between((long)Height * Width, 0, int.MaxValue, "pixels of an image");
        call.Between((long)OutHeight * OutWidth, 0, int.MaxValue, "pixels of an output");
        call.Between((long)KernelHeight * KernelWidth, 1, int.MaxValue, "pixels of the window");
    }

    // Sizes that 32 bits do not hold are cut off here and refused by Require.
    private int Positions(int size, int kernel) =>
        size + 2L * Padding < kernel ? 0 : (int)Math.Min(int.MaxValue, (size + 2L * Padding - kernel) / Stride + 1);
}
