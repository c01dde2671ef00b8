using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>Sizes of one convolution.</summary>
/// <param name="Batch">Images.</param>
/// <param name="InChannels">Channels of the input.</param>
/// <param name="OutChannels">Channels of the output: filters.</param>
/// <param name="Window">Image, filter, stride and padding.</param>
public readonly record struct ConvolutionProblem(int Batch, int InChannels, int OutChannels, SlidingWindow Window)
{
    /// <summary>Numbers in x and dx.</summary>
    public long InputLength => Extent.Product(Batch, Window.Pixels, InChannels);

    /// <summary>Numbers in y and dy.</summary>
    public long OutputLength => Extent.Product(Batch, Window.OutPixels, OutChannels);

    /// <summary>Output pixels of the whole batch.</summary>
    public long OutputRows => Extent.Product(Batch, Window.OutPixels);

    /// <summary>Numbers in one filter, which are also the products in one output number.</summary>
    public long FilterLength => Extent.Product(Window.KernelPixels, InChannels);

    /// <summary>True if the convolution is a plain matrix product of the pixels with the filters.</summary>
    public bool IsPointwise => Window is { KernelHeight: 1, KernelWidth: 1, Stride: 1, Padding: 0 };

    /// <inheritdoc/>
    public override string ToString() => $"{Batch} images, {InChannels} to {OutChannels} channels, {Window}";
}
