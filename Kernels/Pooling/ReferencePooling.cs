using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Pooling;

/// <summary>Max pooling, by its definition.</summary>
internal sealed unsafe class ReferencePooling : IPooling
{
    public void MaxForward(int batch, int channels, in SlidingWindow window, BufferView x, BufferView y, BufferView winners)
    {
        double* px = x.Doubles, py = y.Doubles;
        var pw = winners.Int32s;
        for (var b = 0; b < batch; b++)
            for (var r = 0; r < window.OutHeight; r++)
                for (var c = 0; c < window.OutWidth; c++)
                    for (var k = 0; k < channels; k++)
                    {
                        var best = double.NegativeInfinity;
                        var winner = -1;
                        for (var i = 0; i < window.KernelHeight; i++)
                            for (var j = 0; j < window.KernelWidth; j++)
                            {
                                int m = r * window.Stride - window.Padding + i, n = c * window.Stride - window.Padding + j;
                                if (m < 0 || m >= window.Height || n < 0 || n >= window.Width) continue;
                                var pixel = m * window.Width + n;
                                var value = px[(b * window.Pixels + pixel) * channels + k];
                                if (winner >= 0 && !(value > best) && !(double.IsNaN(value) && !double.IsNaN(best))) continue;
                                best = value;
                                winner = pixel;
                            }
                        var output = (((long)b * window.OutHeight + r) * window.OutWidth + c) * channels + k;
                        py[output] = best;
                        if (pw != null) pw[output] = winner;
                    }
    }

    public void MaxBackward(
        int batch, int channels, in SlidingWindow window, BufferView winners, BufferView dy, BufferView dx, bool accumulate)
    {
        double* pdy = dy.Doubles, pdx = dx.Doubles;
        var pw = winners.Int32s;
        long inputs = window.Pixels * channels, outputs = window.OutPixels * channels;
        for (var i = 0L; !accumulate && i < batch * inputs; i++) pdx[i] = 0;
        for (var i = 0L; i < batch * outputs; i++) pdx[i / outputs * inputs + (long)pw[i] * channels + i % channels] += pdy[i];
    }
}
