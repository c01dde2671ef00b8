using System.Globalization;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Cmr;

/// <summary>
/// A residual block (He et al. 2016): y = ReLU(norm(conv(… ReLU(norm(conv(x))))) + shortcut(x)), where the shortcut is x itself, or a 1×1
/// convolution with batch norm where size or width change.
/// </summary>
internal sealed class ResidualBlock : Layer
{
    /// <summary>Output channels of a bottleneck over those of its 3×3 convolution.</summary>
    public const int Expansion = 4;

    private readonly List<(Convolution2d Convolution, BatchNorm Norm)> _path = [];
    private readonly Sequential? _shortcut;

    private ResidualBlock(
        Device device, RandomSource random, int inputs, int stride, params ReadOnlySpan<(int Kernel, int Stride, int Width)> path)
    {
        var width = inputs;
        foreach (var step in path)
        {
            var number = (_path.Count + 1).ToString(CultureInfo.InvariantCulture);
            var convolution = new Convolution2d(device, random, width, step.Width, step.Kernel, step.Stride, step.Kernel / 2, bias: false);
            width = step.Width;
            _path.Add((Add($"conv{number}", convolution), Add($"bn{number}", new BatchNorm(device, width))));
        }
        Width = width;
        if (stride == 1 && inputs == width) return;
        _shortcut = Add("downsample", new Sequential(
            new Convolution2d(device, random, inputs, width, kernel: 1, stride, bias: false), new BatchNorm(device, width)));
    }

    /// <summary>Channels that it makes.</summary>
    public int Width { get; }

    /// <summary>Two 3×3 convolutions.</summary>
    public static ResidualBlock Basic(Device device, RandomSource random, int inputs, int width, int stride) =>
        new(device, random, inputs, stride, (3, stride, width), (3, 1, width));

    /// <summary>1×1, 3×3 with the stride ("version 1.5"), 1×1 to four times the width.</summary>
    public static ResidualBlock Bottleneck(Device device, RandomSource random, int inputs, int width, int stride) =>
        new(device, random, inputs, stride, (1, 1, width), (3, stride, width), (1, 1, Expansion * width));

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)
    {
        var shortcut = _shortcut?.Forward(x) ?? x;
        var y = x;
        foreach (var (convolution, norm) in _path)
            y = norm.Forward(convolution.Forward(y), rectify: true, residual: norm == _path[^1].Norm ? shortcut : null);
        return y;
    }
}
