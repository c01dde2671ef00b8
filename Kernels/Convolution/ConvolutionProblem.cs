using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Gemm;
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
    public long InputLength => (long)Batch * Window.Pixels * InChannels;

    /// <summary>Numbers in y and dy.</summary>
    public long OutputLength => (long)Batch * Window.OutPixels * OutChannels;

    /// <summary>Output pixels of the whole batch.</summary>
    public int OutputRows => checked(Batch * Window.OutPixels);

    /// <summary>Numbers in one filter, which are also the products in one output number.</summary>
    public int FilterLength => checked(Window.KernelPixels * InChannels);

    /// <summary>True when the convolution is a matrix product of the pixels as they lie with the filters.</summary>
    public bool IsPointwise => Window is { KernelHeight: 1, KernelWidth: 1, Stride: 1, Padding: 0 };

    /// <inheritdoc/>
    public override string ToString() => $"{Batch} images, {InChannels} to {OutChannels} channels, {Window}";

    /// <summary>Says before a convolution is begun whether its operands hold what its sizes claim.</summary>
    /// <exception cref="ArgumentException">A size makes no sense, a view is too short, or the activation needs a slope.</exception>
    internal void Require(BufferView input, BufferView filter, BufferView output, in GemmEpilogue epilogue = default)
    {
        var window = Window;
        if (Batch < 0 || InChannels < 0 || OutChannels < 0 || window.Height < 0 || window.Width < 0)
            throw new ArgumentException($"a convolution has a negative size: {this}");
        if (window.KernelHeight < 1 || window.KernelWidth < 1 || window.Stride < 1 || window.Padding < 0)
            throw new ArgumentException($"a window is at least 1 × 1, its stride at least 1, its padding at least 0: {window}");
        if (epilogue.Activation == ActivationFunction.LeakyRelu)
            throw new ArgumentException("the leaky ReLU cannot be part of a convolution");
        input.RequireLength(InputLength);
        filter.RequireLength((long)OutChannels * FilterLength);
        output.RequireLength(OutputLength);
        if (!epilogue.Bias.IsAbsent) epilogue.Bias.RequireLength(OutChannels);
        if (!epilogue.PreActivation.IsAbsent) epilogue.PreActivation.RequireLength(OutputLength);
        if (!epilogue.Residual.IsAbsent) epilogue.Residual.RequireLength(OutputLength);
    }
}
