using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Interpolation;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Bilinear resampling of images with half-pixel centres and no antialiasing.</summary>
    /// <param name="x">[batch, height, width, channels].</param>
    /// <param name="height">New height.</param>
    /// <param name="width">New width.</param>
    /// <exception cref="ShapeException">The input or the output has no pixels.</exception>
    public static Tensor ResizeBilinear(this Tensor x, int height, int width)
    {
        ShapeException.Require("resize", x.Shape.Rank == 4, $"input has shape {x.Shape}, expected [batch, height, width, channels]");
        return ResizeOperator.Apply(
            x, new InterpolationProblem(x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3], height, width),
            new Shape(x.Shape[0], height, width, x.Shape[3]));
    }

    /// <summary>Linear resampling along the last axis, with half-sample centres and no antialiasing.</summary>
    /// <param name="x">[..., length].</param>
    /// <param name="length">New length.</param>
    /// <exception cref="ShapeException">The input or the output has no samples.</exception>
    public static Tensor ResizeLinear(this Tensor x, int length)
    {
        ShapeException.Require("resize", x.Shape.Rank >= 1, "the input is a scalar, expected [..., length]");
        return ResizeOperator.Apply(x, InterpolationProblem.Linear(x.Shape.Rows, x.Shape.Last, length), x.Shape.WithLast(length));
    }
}

/// <summary>See <see cref="IInterpolation"/>.</summary>
internal sealed class ResizeOperator(Tensor x, InterpolationProblem problem) : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("images twice as large", [Of(2, 5, 6, 3)], t => t[0].ResizeBilinear(10, 12)),
        new("images to an odd size", [Of(1, 5, 6, 2)], t => t[0].ResizeBilinear(13, 3)),
        new("signals twice as long", [Of(2, 3, 11)], t => t[0].ResizeLinear(22)),
        new("signals shorter", [Of(13)], t => t[0].ResizeLinear(4)),
        new("one sample", [Of(2, 1)], t => t[0].ResizeLinear(3)),
        new("no images", [Of(0, 2, 3, 4)], t => t[0].ResizeBilinear(4, 4)),
    ];

    public override string Name => "Resize";

    public static Tensor Apply(Tensor x, in InterpolationProblem problem, Shape shape)
    {
        ShapeException.Require(
            "resize", problem is { Height: > 0, Width: > 0, OutHeight: > 0, OutWidth: > 0 },
            $"cannot resize {problem.Height}×{problem.Width} to {problem.OutHeight}×{problem.OutWidth} samples: sizes must be positive");
        var y = Tensor.Uninitialized(x.Device, shape);
        x.Device.Interpolation.Forward(problem, x.Data, y.Data);
        if (Tape.Records(x)) Tape.Record(y, new ResizeOperator(x, problem));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dx = x.GradientSink(out var accumulate);
        device.Interpolation.Backward(problem, dy, dx, accumulate);
    }
}
