using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Pooling;

/// <summary>
/// Maximum over sliding windows, channel by channel. x is [batch, height, width, channels], y [batch, out height, out width, channels].
/// Padding counts as −∞ and is at most half the window, so every window covers a pixel. The first maximum in row order wins; NaN counts as
/// larger than any number. The average over a whole image is <see cref="Reduction.IReduction.SumTokens"/>.
/// </summary>
public interface IPooling
{
    /// <summary>Computes y and the position of each maximum.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="window">Image and window.</param>
    /// <param name="x">Input.</param>
    /// <param name="y">Output.</param>
    /// <param name="winners">Shaped like y (<see cref="ElementKind.Int32"/>): row · width + column of the maximum in its image; absent
    /// if no backward pass follows.</param>
    void MaxForward(int batch, int channels, in SlidingWindow window, BufferView x, BufferView y, BufferView winners);

    /// <summary>dx (+)= the sum of dy over the windows that a pixel won, in row order; 0 for pixels that won none.</summary>
    void MaxBackward(int batch, int channels, in SlidingWindow window, BufferView winners, BufferView dy, BufferView dx, bool accumulate);
}
