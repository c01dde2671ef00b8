using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Engine.Diagnostics;

/// <summary>An example with its inputs drawn, so that it can be run on one device after another with the same numbers.</summary>
internal sealed class ExampleTrial
{
    private readonly OperatorExample _example;
    private readonly RandomSource _random;

    public ExampleTrial(OperatorExample example, ulong seed)
    {
        _example = example;
        _random = new RandomSource(seed);
        Inputs = [.. example.Inputs.Select((input, i) => Draw(input, i))];
    }

    /// <summary>The inputs' numbers, exact in float32 so that every device starts from the same.</summary>
    public double[][] Inputs { get; }

    /// <summary>Runs forward and backward.</summary>
    public (double[] Output, double[]?[] Gradients) Run(Device device)
    {
        using var tape = new Tape { Random = _random };
        var inputs = Place(device);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (_example.Inputs[i].Differentiable) inputs[i].TrackGradient();
        }
        var output = _example.Apply(inputs);
        var values = output.ToDoubles();
        if (output.Producer is not null) tape.Backward(output, Tensor.From(device, output.Shape, Weights(values.Length)));
        return (values, [.. inputs.Select(input => input.Gradient.IsAbsent ? null : Download(device, input.Gradient))]);
    }

    /// <summary>Central difference of Σ weights·output for one element of one input.</summary>
    public double NumericalDerivative(Device device, int input, int element, double step, int outputs)
    {
        var weights = Weights(outputs);
        return (Weighted(step) - Weighted(-step)) / (2 * step);

        double Weighted(double change)
        {
            var original = Inputs[input][element];
            Inputs[input][element] = original + change;
            using var scope = TensorScope.Open();
            var values = _example.Apply(Place(device)).ToDoubles();
            Inputs[input][element] = original;
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++) sum += weights[i] * values[i];
            return sum;
        }
    }

    private Tensor[] Place(Device device) =>
        [.. _example.Inputs.Select((input, i) => Tensor.From(device, input.Shape, Inputs[i]))];

    private double[] Draw(ExampleInput input, int index)
    {
        var draws = _random.Stream("input", (ulong)index);
        var values = new double[input.Shape.Count];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(input.Low + (input.High - input.Low) * draws.NextUniform());
        return values;
    }

    private double[] Weights(int count)
    {
        var draws = _random.Stream("output weights");
        var weights = new double[count];
        for (var i = 0; i < count; i++) weights[i] = (float)(2 * draws.NextUniform() - 1);
        return weights;
    }

    private static double[] Download(Device device, BufferView view)
    {
        var values = new double[view.Length];
        device.Download(view, values);
        return values;
    }
}
