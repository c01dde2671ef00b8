using EcgCmrNative.Kernels.Convolution;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>Two-dimensional convolution of channels-last images.</summary>
    /// <param name="x">[batch, height, width, in].</param>
    /// <param name="filter">[out, kernel height, kernel width, in].</param>
    /// <param name="bias">[out], or null.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Zeros on every side.</param>
    /// <returns>[batch, out height, out width, out].</returns>
    /// <exception cref="ShapeException">The sizes do not match, or the filter is larger than the padded image.</exception>
    public static Tensor Convolution2d(this Tensor x, Tensor filter, Tensor? bias = null, int stride = 1, int padding = 0) =>
        Convolution2dOperator.Apply(x, filter, bias, stride, padding);
}

/// <summary>See <see cref="IConvolution"/>.</summary>
internal sealed class Convolution2dOperator : Operator, IExemplified
{
    private readonly ConvolutionProblem _problem;
    private readonly Tensor _x;
    private readonly Tensor _filter;
    private readonly Tensor? _bias;

    private Convolution2dOperator(in ConvolutionProblem problem, Tensor x, Tensor filter, Tensor? bias)
    {
        _problem = problem;
        _x = Save(x);
        _filter = Save(filter);
        _bias = bias;
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("3×3", [Of(2, 5, 4, 3), Of(4, 3, 3, 3), Of(4)], t => t[0].Convolution2d(t[1], t[2], padding: 1)),
        new("7×7, stride 2", [Of(1, 9, 8, 2), Of(3, 7, 7, 2)], t => t[0].Convolution2d(t[1], stride: 2, padding: 3)),
        new("1×1", [Of(2, 3, 4, 5), Of(7, 1, 1, 5), Of(7)], t => t[0].Convolution2d(t[1], t[2])),
        new("1×1, stride 2", [Of(2, 5, 4, 3), Of(2, 1, 1, 3)], t => t[0].Convolution2d(t[1], stride: 2)),
        new("oblong, stride 3", [Of(1, 7, 8, 2), Of(3, 2, 4, 2), Of(3)], t => t[0].Convolution2d(t[1], t[2], stride: 3, padding: 1)),
        new("one pixel", [Of(1, 1, 1, 1), Of(1, 3, 3, 1)], t => t[0].Convolution2d(t[1], padding: 1)),
        new("no images", [Of(0, 4, 4, 2), Of(3, 3, 3, 2), Of(3)], t => t[0].Convolution2d(t[1], t[2])),
    ];

    public override string Name => "Convolution2d";

    public static Tensor Apply(Tensor x, Tensor filter, Tensor? bias, int stride, int padding)
    {
        ShapeException.Require("convolution", x.Shape.Rank == 4, $"input has shape {x.Shape}, expected [batch, height, width, in]");
        ShapeException.Require(
            "convolution", filter.Shape.Rank == 4, $"the filter has shape {filter.Shape}, expected [out, kernel height, kernel width, in]");
        ShapeException.Require(
            "convolution", filter.Shape[3] == x.Shape[3],
            $"the filter {filter.Shape} and the input {x.Shape} differ in their input channels, the last axis");
        var window = Windows.Over("convolution", x.Shape, filter.Shape[1], filter.Shape[2], stride, padding);
        var problem = new ConvolutionProblem(x.Shape[0], x.Shape[3], filter.Shape[0], window);
        if (bias is not null) ShapeException.Require("convolution", "bias", bias.Shape, new Shape(problem.OutChannels));

        var y = Tensor.Uninitialized(x.Device, new Shape(problem.Batch, window.OutHeight, window.OutWidth, problem.OutChannels));
        x.Device.Convolution.Forward(problem, x.Data, filter.Data, y.Data, new GemmEpilogue(bias?.Data ?? default));
        if (Tape.Records(x, filter, bias)) Tape.Record(y, new Convolution2dOperator(problem, x, filter, bias));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        if (_bias is { RequiresGradient: true })
        {
            var db = _bias.GradientSink(out var accumulate);
            device.Reduction.SumRows((int)_problem.OutputRows, _problem.OutChannels, dy, 1, db, accumulate);
        }
        if (_filter.RequiresGradient)
        {
            var dw = _filter.GradientSink(out var accumulate);
            device.Convolution.BackwardFilter(_problem, _x.Data, dy, dw, accumulate);
        }
        if (_x.RequiresGradient)
        {
            var dx = _x.GradientSink(out var accumulate);
            device.Convolution.BackwardInput(_problem, _filter.Data, dy, dx, accumulate);
        }
    }
}
