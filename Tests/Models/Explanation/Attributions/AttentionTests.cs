using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Explanation.Attributions;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Explanation.Attributions;

public sealed class AttentionTests
{
    private const int Batch = 2;
    private static readonly PatchGrid Grid = new(3, 80, 1, 20);

    private readonly ReferenceDevice _device = new();

    [OneTimeTearDown]
    public void CleanUp() => _device.Dispose();

    [TestCase(TokenPooling.Mean)]
    [TestCase(TokenPooling.Attention)]
    [TestCase(TokenPooling.ClassToken)]
    public void Rows_of_attention_and_of_rollout_sum_to_one(TokenPooling pooling)
    {
        var (encoder, x) = Encoder(pooling);
        using var scope = TensorScope.Open();
        var embedding = encoder.Forward(x).ToDoubles();
        var attention = encoder.Attention(x);
        Assert.That(encoder.Forward(x).ToDoubles(), Is.EqualTo(embedding));
        Assert.That((attention.Blocks.Count, attention.Heads, attention.Tokens), Is.EqualTo((3, 2, 13)));
        foreach (var block in attention.Blocks)
            Assert.That(block.Chunk(13).Select(row => row.Sum()), Is.All.EqualTo(1).Within(1e-12));
        for (var window = 0; window < Batch; window++)
        {
            var matrix = AttentionRollout.Matrix(attention, window);
            Assert.That(matrix.Chunk(13).Select(row => row.Sum()), Is.All.EqualTo(1).Within(1e-12));
            Assert.That(matrix, Is.All.GreaterThan(0));
            // The embedding is made of tokens of the last block; their rows, so weighted, are its shares.
            var weights = attention.PoolingWeights(window);
            Assert.That(weights.Sum(), Is.EqualTo(1).Within(1e-12));
            double[] shares =
                [.. Enumerable.Range(0, 13).Select(key => Enumerable.Range(0, 13).Sum(query => weights[query] * matrix[query * 13 + key]))];
            Assert.That(AttentionRollout.Shares(attention, window), Is.EqualTo(shares).Within(1e-14));
        }
        var map = AttentionRollout.Of(attention, Grid);
        var classTokens = Enumerable.Range(0, Batch).Average(window => AttentionRollout.Shares(attention, window)[0]);
        Assert.That(map.Values.Sum(), Is.EqualTo(1 - classTokens).Within(1e-12));
        Assert.That((map.IsSigned, map.Windows, map.Values.Length), Is.EqualTo((false, Batch, Batch * 240)));
    }

    [Test]
    public void The_last_map_is_that_of_the_local_tokens_and_the_others_differ()
    {
        var (encoder, x) = Encoder(TokenPooling.Mean);
        using var scope = TensorScope.Open();
        var last = Tensor.Zeros(_device, new Shape(Batch, 2, 13, 13));
        encoder.LocalTokens(x, last);
        var attention = encoder.Attention(x);
        Assert.That(attention.Blocks[2], Is.EqualTo(last.ToDoubles()));
        Assert.That(attention.Blocks[1], Is.Not.EqualTo(attention.Blocks[2]));
        Assert.That(attention.Head(2, 1, 1).ToArray(), Is.EqualTo(last.ToDoubles()[^169..]));
    }

    /// <summary>One block, one head, a class token and one patch: by hand.</summary>
    [Test]
    public void Rollout_of_two_blocks_by_hand()
    {
        var attention = new EncoderAttention(
            1, 1, 1, TokenPooling.ClassToken, [[0.8, 0.2, 0.4, 0.6], [0.5, 0.5, 0.0, 1.0]], Pool: null);
        // ½A + ½I: first [[0.9, 0.1], [0.2, 0.8]], last [[0.75, 0.25], [0, 1]].
        Assert.That(AttentionRollout.Matrix(attention, 0), Is.EqualTo((double[])[0.725, 0.275, 0.2, 0.8]).Within(1e-15));
        Assert.That(AttentionRollout.Shares(attention, 0), Is.EqualTo((double[])[0.725, 0.275]).Within(1e-15));
    }

    [TestCase(TokenPooling.Attention)]
    [TestCase(TokenPooling.ClassToken)]
    public void What_a_head_attends_to_by_lead(TokenPooling pooling)
    {
        var (encoder, x) = Encoder(pooling);
        using var scope = TensorScope.Open();
        var attention = encoder.Attention(x);
        var (weights, map) = (attention.PoolingWeights(1), attention.Head(1, 1, 0).ToArray());
        var toClass = Enumerable.Range(0, 13).Sum(query => weights[query] * map[query * 13]);
        var pooled = HeadAttention.OfPooled(attention, Grid, 1, 0, 1);
        Assert.That(pooled, Has.Length.EqualTo(12));
        Assert.That(pooled.Sum(), Is.EqualTo(1 - toClass).Within(1e-12));
        var between = HeadAttention.BetweenLeads(attention, Grid, 1, 0, 1);
        for (var row = 0; row < 3; row++)
            Assert.That(
                between[(row * 3)..(row * 3 + 3)].Sum(),
                Is.EqualTo(1 - Enumerable.Range(0, 4).Average(column => map[(1 + row * 4 + column) * 13])).Within(1e-12));
        // From the second to the third lead, added up by hand.
        var sum = 0.0;
        for (var query = 5; query < 9; query++)
            for (var key = 9; key < 13; key++) sum += map[query * 13 + key];
        Assert.That(between[5], Is.EqualTo(sum / 4).Within(1e-14));
    }

    private (EcgEncoder, Tensor) Encoder(TokenPooling pooling)
    {
        var encoder = new EcgEncoder(
            _device, new RandomSource(7),
            new VisionTransformerConfiguration(16, 3, 2) { Leads = 3, Samples = 80, PatchSamples = 20 }, pooling)
        { Training = false };
        // Initial weights are so small that attention is nearly even.
        foreach (var (name, parameter) in encoder.State().Where(entry => entry.Name.EndsWith("qkv.weight", StringComparison.Ordinal)))
            parameter.Set([.. parameter.ToDoubles().Select(weight => 30 * weight)]);
        var noise = new RandomSource(8).Stream("ecg");
        var values = new double[Batch * 240];
        for (var i = 0; i < values.Length; i++) values[i] = noise.NextNormal();
        return (encoder, Tensor.From(_device, new Shape(Batch, 1, 3, 80), values));
    }
}
