using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Pooling;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedPooling(MemoryPool memory, IPooling kernels) : IPooling
{
    /// <inheritdoc/>
    public void MaxForward(int batch, int channels, in SlidingWindow window, BufferView x, BufferView y, BufferView winners)
    {
        using var call = new KernelCall(memory, "max pooling");
        Require(call, batch, channels, window);
        var outputs = Extent.Product(batch, window.OutPixels, channels);
        call.Reads(x, Extent.Product(batch, window.Pixels, channels));
        call.Writes(y, outputs);
        if (!winners.IsAbsent) call.WritesIndices(winners, outputs);
        kernels.MaxForward(batch, channels, window, x, y, winners);
        if (outputs > 0 && !winners.IsAbsent) winners.NoteIndices(new IndexRange(0, (int)window.Pixels - 1));
    }

    /// <inheritdoc/>
    public void MaxBackward(
        int batch, int channels, in SlidingWindow window, BufferView winners, BufferView dy, BufferView dx, bool accumulate)
    {
        using var call = new KernelCall(memory, "max pooling backward");
        Require(call, batch, channels, window);
        var outputs = Extent.Product(batch, window.OutPixels, channels);
        call.ReadsIndices(winners, outputs, 0, window.Pixels - 1);
        call.Reads(dy, outputs);
        call.Writes(dx, Extent.Product(batch, window.Pixels, channels));
        kernels.MaxBackward(batch, channels, window, winners, dy, dx, accumulate);
    }

    private static void Require(in KernelCall call, int batch, int channels, in SlidingWindow window)
    {
        window.Require(call);
        call.Size(batch);
        call.Size(channels);
        // Otherwise a window could lie outside the image.
        call.Between(window.Padding, 0, Math.Min(window.KernelHeight, window.KernelWidth) / 2);
        if (window.OutPixels > 0 && window.Pixels == 0) call.Refuse("the images have no pixels");
        call.Between((long)batch * window.Height, 0, int.MaxValue, "rows of all images");
        call.Between((long)batch * window.OutHeight, 0, int.MaxValue, "rows of all outputs");
    }
}
