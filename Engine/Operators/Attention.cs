using EcgCmrNative.Kernels.Attention;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// Multi-head self-attention on queries, keys and values from one linear layer, scaled by 1/√(width of a head).
    /// </summary>
    /// <param name="qkv">[batch, tokens, 3·heads·width]: all queries, then all keys, then all values; each ordered by head.</param>
    /// <param name="heads">Number of heads.</param>
    /// <param name="map">Receives the attention map [batch, heads, tokens, tokens], rows are queries; null to skip it.</param>
    /// <returns>[batch, tokens, heads·width].</returns>
    /// <exception cref="ShapeException">The last axis is not divisible by 3·heads.</exception>
    public static Tensor SelfAttention(this Tensor qkv, int heads, Tensor? map = null)
    {
        ShapeException.Require(
            "attention", heads > 0 && qkv.Shape.Rank == 3 && qkv.Shape[2] % (3L * heads) == 0,
            $"qkv has shape {qkv.Shape}, expected [batch, tokens, 3 × {heads} heads × width]");
        var (batch, tokens, width) = (qkv.Shape[0], qkv.Shape[1], qkv.Shape[2] / (3 * heads));
        var packed = HeadLayout.Packed(tokens, heads, width, parts: 3);
        var problem = new AttentionProblem(
            batch, heads, tokens, tokens, width, 1 / Math.Sqrt(width), packed, packed, HeadLayout.Packed(tokens, heads, width));
        return AttentionOperator.Apply(problem, qkv, null, map);
    }

    /// <summary>
    /// Multi-head attention of one set of tokens over another, scaled by 1/√(width of a head).
    /// </summary>
    /// <param name="queries">[batch, queries, heads·width].</param>
    /// <param name="keysValues">[batch, keys, 2·heads·width]: all keys, then all values.</param>
    /// <param name="heads">Number of heads.</param>
    /// <param name="map">Receives the attention map [batch, heads, queries, keys]; null to skip it.</param>
    /// <returns>[batch, queries, heads·width].</returns>
    /// <exception cref="ShapeException">The sizes do not match.</exception>
    public static Tensor CrossAttention(this Tensor queries, Tensor keysValues, int heads, Tensor? map = null)
    {
        ShapeException.Require(
            "attention", heads > 0 && queries.Shape.Rank == 3 && queries.Shape[2] % heads == 0,
            $"queries have shape {queries.Shape}, expected [batch, tokens, {heads} heads × width]");
        var (batch, count, width) = (queries.Shape[0], queries.Shape[1], queries.Shape[2] / heads);
        ShapeException.Require(
            "attention", keysValues.Shape.Rank == 3 && keysValues.Shape[0] == batch && keysValues.Shape[2] == 2L * heads * width,
            $"keys and values have shape {keysValues.Shape}, expected [{batch}, keys, {2L * heads * width}]");
        var keys = keysValues.Shape[1];
        var layout = HeadLayout.Packed(count, heads, width);
        var problem = new AttentionProblem(
            batch, heads, count, keys, width, 1 / Math.Sqrt(width), layout, HeadLayout.Packed(keys, heads, width, parts: 2), layout);
        return AttentionOperator.Apply(problem, queries, keysValues, map);
    }
}

/// <summary>See <see cref="IAttention"/>. Queries, keys and values lie side by side in one tensor or in two.</summary>
internal sealed class AttentionOperator : Operator, IExemplified
{
    private readonly AttentionProblem _problem;
    private readonly Tensor _first;
    private readonly Tensor? _second;
    private readonly Tensor _logSumExp;
    private readonly Tensor _output;

    private AttentionOperator(in AttentionProblem problem, Tensor first, Tensor? second, Tensor logSumExp, Tensor output)
    {
        _problem = problem;
        _first = Save(first);
        _second = second is null ? null : Save(second);
        _logSumExp = Save(logSumExp);
        _output = Save(output);
    }

    public static IEnumerable<OperatorExample> Examples =>
    [
        new("self", [Of(2, 19, 3 * 3 * 16)], t => t[0].SelfAttention(3)),
        new("odd width", [Of(1, 5, 3 * 2 * 7)], t => t[0].SelfAttention(2)),
        new("one token", [Of(2, 1, 3 * 4)], t => t[0].SelfAttention(1)),
        new("cross", [Of(2, 3, 2 * 5), Of(2, 11, 2 * 2 * 5)], t => t[0].CrossAttention(t[1], 2)),
        new("large scores", [Of(1, 9, 3 * 8) with { Low = -30, High = 30 }], t => t[0].SelfAttention(1)) { Tolerance = 1e-4 },
    ];

    public override string Name => "Attention";

    public static Tensor Apply(in AttentionProblem problem, Tensor first, Tensor? second, Tensor? map)
    {
        if (map is not null)
            ShapeException.Require(
                "attention", "the map", map.Shape, new Shape(problem.Batch, problem.Heads, problem.Queries, problem.Keys));
        var records = Tape.Records(first, second);
        var y = Tensor.Uninitialized(first.Device, new Shape(problem.Batch, problem.Queries, problem.Heads * problem.Width));
        var logSumExp = records ? Tensor.Uninitialized(first.Device, new Shape(problem.Batch, problem.Heads, problem.Queries)) : null;
        var (q, k, v) = Parts(problem, first.Data, second?.Data ?? default);
        first.Device.Attention.Forward(problem, q, k, v, y.Data, logSumExp?.Data ?? default, map?.Data ?? default);
        if (records) Tape.Record(y, new AttentionOperator(problem, first, second, logSumExp!, y));
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var (q, k, v) = Parts(_problem, _first.Data, _second?.Data ?? default);
        var dFirst = Fresh(_first);
        var dSecond = _second is null ? default : Fresh(_second);
        var (dq, dk, dv) = Parts(_problem, dFirst, dSecond);
        device.Attention.Backward(_problem, q, k, v, _output.Data, _logSumExp.Data, dy, dq, dk, dv);
        Pass(_first, dFirst);
        if (_second is not null) Pass(_second, dSecond);

        // The kernel overwrites its output, so it gets a new buffer, which the input then takes over.
        static BufferView Fresh(Tensor input) => input.Device.Allocate(input.Shape.Count).View;
        static void Pass(Tensor input, BufferView gradient)
        {
            input.ReceiveGradient(gradient);
            gradient.Buffer.Release();
        }
    }

    private static (BufferView Q, BufferView K, BufferView V) Parts(in AttentionProblem problem, BufferView first, BufferView second)
    {
        var part = problem.Heads * problem.Width;
        return second.IsAbsent ? (first, Skip(first, part), Skip(first, 2 * part)) : (first, second, Skip(second, part));

        static BufferView Skip(BufferView view, int elements) => view.Length == 0 ? view : view.Slice(elements, view.Length - elements);
    }
}
