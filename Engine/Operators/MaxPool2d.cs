using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>The largest number under each position of a square window, channel by channel.</summary>
    /// <param name="x">[batch, height, width, channels].</param>
    /// <param name="kernel">Size of the window.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Pixels of −∞ on every side, at most half the window.</param>
    /// <returns>[batch, out height, out width, channels].</returns>
    /// <exception cref="ShapeException">The sizes do not match.</exception>
    public static Tensor MaxPool2d(this Tensor x, int kernel, int stride, int padding = 0) =>
        MaxPool2dOperator.Apply(x, kernel, stride, padding);
}

/// <summary>See <see cref="Kernels.Pooling.IPooling"/>.</summary>
internal sealed class MaxPool2dOperator : Operator, IExemplified
{
    private readonly SlidingWindow _window;
    private readonly Tensor _x;
    private readonly Tensor _winners;

    private MaxPool2dOperator(in SlidingWindow window, Tensor x, Tensor winners)
    {
        _window = window;
        _x = x;
        _winners = Save(winners);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("3×3, stride 2", [Of(2, 7, 6, 5)], t => t[0].MaxPool2d(3, 2, 1)),
        new("windows that overlap", [Of(1, 5, 5, 17)], t => t[0].MaxPool2d(3, 1)),
        new("windows with gaps", [Of(1, 8, 7, 2)], t => t[0].MaxPool2d(2, 3)),
        new("no images", [Of(0, 4, 4, 2)], t => t[0].MaxPool2d(2, 2)),
    ];

    public override string Name => "MaxPool2d";

    public static Tensor Apply(Tensor x, int kernel, int stride, int padding)
    {
        ShapeException.Require("max pooling", x.Shape.Rank == 4, $"input has shape {x.Shape}, expected [batch, height, width, channels]");
        ShapeException.Require("max pooling", padding <= kernel / 2, $"padding {padding} is more than half the window size {kernel}");
        var window = Windows.Over("max pooling", x.Shape, kernel, kernel, stride, padding);
        var shape = new Shape(x.Shape[0], window.OutHeight, window.OutWidth, x.Shape[3]);
        var y = Tensor.Uninitialized(x.Device, shape);
        var winners = Tape.Records(x) ? Tensor.Uninitialized(x.Device, shape, ElementKind.Int32) : null;
        x.Device.Pooling.MaxForward(x.Shape[0], x.Shape[3], window, x.Data, y.Data, winners?.Data ?? default);
        if (winners is not null) Tape.Record(y, new MaxPool2dOperator(window, x, winners));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var dx = _x.GradientSink(out var accumulate);
        device.Pooling.MaxBackward(_x.Shape[0], _x.Shape[3], _window, _winners.Data, dy, dx, accumulate);
    }
}
