using System.Text.Json;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>
/// <c>operators</c>: <c>NAME.y</c>, and <c>NAME.dxI</c> for every input I, of single operators. The metadata list the inputs' sizes; images
/// and filters are channels-first. The names hold settings: <c>conv2d.ci3.co8.k7.s2.p3.31x29</c>.
/// </summary>
internal sealed class OperatorCase : IFixtureCase
{
    private const double NormEpsilon = 1e-5;
    private const double LayerNormEpsilon = 1e-6;

    // The fill lies within ±1; these reach where the functions bend.
    private const double GeluScale = 4;
    private const double SoftmaxScale = 5;
    private const double LogitScale = 3;

    public bool Covers(string name) => name == "operators" || name.StartsWith("operators.", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        foreach (var (name, inputs) in Inputs(fixture))
        {
            using var tape = fixture.Record();
            var leaves = Leaves(fixture, device, name, inputs);
            var y = Apply(name, leaves);
            comparison.Check($"{name}.y", y.ToDoubles(), comparison.OperatorTolerance);
            tape.Backward(y, fixture.Input(device, $"{name}.dy", y.Shape.ToArray()));
            CheckGradients(device, comparison, name, inputs, leaves);
            comparison.Skip($"{name}.shapes");
        }
    }

    private static Dictionary<string, int[][]> Inputs(Fixture fixture)
    {
        try
        {
            using var inputs = JsonDocument.Parse(fixture.Text("inputs"));
            return inputs.RootElement.EnumerateObject()
                .ToDictionary(entry => entry.Name, entry => entry.Value.EnumerateArray().Select(Sizes).ToArray());
        }
        catch (JsonException error)
        {
            throw new DataFormatException(
                fixture.Case, null, $"metadata entry 'inputs' does not list the sizes of inputs by operator: {error.Message}", error);
        }

        static int[] Sizes(JsonElement sizes) => [.. sizes.EnumerateArray().Select(size => size.GetInt32())];
    }

    /// <summary>The inputs; queries, keys and values as one tensor, [3, batch, heads, tokens, width].</summary>
    private static Tensor[] Leaves(Fixture fixture, Device device, string name, int[][] inputs)
    {
        var fills = inputs.Select((sizes, i) => (Shape: new Shape(sizes), Name: $"{name}.{i}")).ToArray();
        if (name != "attention") return [.. fills.Select(fill => fixture.Input(device, fill.Name, fill.Shape.ToArray()).TrackGradient())];
        if (fills.Length != 3 || fills.Any(fill => fill.Shape.Rank != 4 || fill.Shape != fills[0].Shape))
            throw new DataFormatException(name, null, "attention needs queries, keys and values, each [batch, heads, tokens, width]");
        double[] values = [.. fills.SelectMany(fill => fixture.Fill(fill.Name, fill.Shape.Count))];
        return [Tensor.From(device, new Shape([3, .. inputs[0]]), values).TrackGradient()];
    }

    private static void CheckGradients(Device device, Comparison comparison, string name, int[][] inputs, Tensor[] leaves)
    {
        var gradients = new List<double>();
        foreach (var leaf in leaves)
        {
            var gradient = new double[leaf.Shape.Count];
            device.Download(leaf.Gradient, gradient);
            gradients.AddRange(gradient);
        }
        var start = 0;
        for (var i = 0; i < inputs.Length; i++)
        {
            var count = (int)new Shape(inputs[i]).Count;
            comparison.Check($"{name}.dx{i}", gradients.Slice(start, count).ToArray(), comparison.OperatorTolerance);
            start += count;
        }
    }

    private static Tensor Apply(string name, Tensor[] inputs) => (ArrayName.Kind(name), inputs) switch
    {
        ("linear", [var x, var weight, var bias]) => x.Linear(weight, bias),
        ("linear", [var x]) => x.ResizeLinear(x.Shape.Last * ArrayName.Integer(name, "x")),
        ("matmul", [var a, var b]) => a.MatMul(b),
        ("gelu", [var x]) => x.Scale(GeluScale).Gelu(),
        ("leakyrelu", [var x]) => x.LeakyRelu(ArrayName.Number(name, "leakyrelu")),
        ("softmax", [var x]) => x.Scale(SoftmaxScale).Softmax(),
        ("layernorm", [var x, var gamma, var beta]) => x.LayerNorm(gamma, beta, LayerNormEpsilon),
        ("normalize", [var x]) => x.L2Normalize(),
        ("attention", [var stacked]) => Attention(stacked),
        ("batchnorm", [var x]) => OnChannelsLast(x, last => last.BatchNorm(null, null, NormEpsilon)),
        ("batchnorm", [var x, var gamma, var beta]) => OnChannelsLast(x, last => last.BatchNorm(gamma, beta, NormEpsilon)),
        ("conv", [var x, var filter, var bias]) => OnChannelsLast(
            x, last => last.Convolution2d(ChannelsLast(filter), bias, ArrayName.Integer(name, "s"), ArrayName.Integer(name, "p"))),
        ("maxpool", [var x]) => OnChannelsLast(
            x, last => last.MaxPool2d(ArrayName.Integer(name, "k"), ArrayName.Integer(name, "s"), ArrayName.Integer(name, "p"))),
        ("avgpool", [var x]) => ChannelsLast(x).GlobalAveragePool(),
        ("bilinear", [var x]) => OnChannelsLast(x, last => Bilinear(name, last)),
        ("crossentropy", [var x]) => CrossEntropy(name, x.Scale(LogitScale)),
        _ => throw new DataFormatException(name, null, $"unknown operator with {inputs.Length} inputs"),
    };

    /// <summary>Applies an operator to channels-last images; other tensors have their channels last already.</summary>
    private static Tensor OnChannelsLast(Tensor x, Func<Tensor, Tensor> apply) =>
        x.Shape.Rank == 4 ? apply(ChannelsLast(x)).Permute(0, 3, 1, 2) : apply(x);

    private static Tensor ChannelsLast(Tensor x) => x.Permute(0, 2, 3, 1);

    private static Tensor Attention(Tensor stacked)
    {
        var (batch, heads, tokens, width) = (stacked.Shape[1], stacked.Shape[2], stacked.Shape[3], stacked.Shape[4]);
        return stacked.Permute(1, 3, 0, 2, 4).Reshape(batch, tokens, 3 * heads * width)
            .SelfAttention(heads)
            .Reshape(batch, tokens, heads, width).Permute(0, 2, 1, 3);
    }

    private static Tensor Bilinear(string name, Tensor x)
    {
        if (!name.Contains(".to", StringComparison.Ordinal))
        {
            var factor = ArrayName.Integer(name, "x");
            return x.ResizeBilinear(x.Shape[1] * factor, x.Shape[2] * factor);
        }
        return x.ResizeBilinear(ArrayName.Integer(name, "to"), ArrayName.Integer(name, @"to\d+x"));
    }

    /// <summary>The reference's labels and class weights are in its description alone.</summary>
    private static Tensor CrossEntropy(string name, Tensor logits)
    {
        var weighted = name.EndsWith(".weighted", StringComparison.Ordinal);
        var labels = Tensor.FromIndices(logits.Device, new Shape(4), weighted ? [0, 1, 1, 0] : [0, 2, 1, 3]);
        return weighted
            ? logits.CrossEntropy(labels, Tensor.From(logits.Device, new Shape(2), [0.55, 10.0]))
            : logits.CrossEntropy(labels, smoothing: ArrayName.Number(name, "smooth"));
    }
}
