using EcgCmrNative.Kernels.Convolution;

namespace EcgCmrNative.Engine.Operators;

/// <summary>Windows that slide over images, with the sizes checked.</summary>
internal static class Windows
{
    /// <summary>The window over images [batch, height, width, channels].</summary>
    /// <exception cref="ShapeException">The window does not fit the image.</exception>
    public static SlidingWindow Over(string place, Shape images, int kernelHeight, int kernelWidth, int stride, int padding)
    {
        ShapeException.Require(
            place, kernelHeight > 0 && kernelWidth > 0 && stride > 0 && padding >= 0,
            $"invalid window {kernelHeight}×{kernelWidth} with stride {stride} and padding {padding}: size and stride must be positive, "
            + $"padding not negative");
        var window = new SlidingWindow(images[1], images[2], kernelHeight, kernelWidth, stride, padding);
        ShapeException.Require(place, window.OutHeight > 0 && window.OutWidth > 0, $"images {images} are smaller than the window {window}");
        return window;
    }
}
