using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

/// <summary>
/// Gradient caching (Gao et al. 2021): embeds a large batch in small chunks, so that a loss which compares all of it needs the memory of
/// one chunk. Each chunk is embedded without a record; once the loss has given the gradients of all embeddings, each is embedded again, the
/// same way, and walked backwards alone. The price is a second forward pass.
/// </summary>
public static class GradientCache
{
    /// <summary>
    /// Embeddings of a batch, as if it had been embedded at once, but for what chunks do by themselves: batch norm takes the statistics of
    /// its chunk, and moves the running ones once for each chunk, in the first pass; drop path draws for each chunk anew, the same in both
    /// passes.
    /// </summary>
    /// <param name="count">Samples of the batch.</param>
    /// <param name="chunkSize">Samples of a chunk; 0, or no fewer than the batch has, embeds it at once.</param>
    /// <param name="embed">
    /// Embeds a number of samples from one on: (first, count) to [count, …]. It is called twice for each chunk and has to do the same; it
    /// depends on parameters and on numbers that stay until the backward pass, and not on what was computed on this tape.
    /// </param>
    /// <returns>[samples, …].</returns>
    public static Tensor Embed(int count, int chunkSize, Func<int, int, Tensor> embed)
    {
        ArgumentNullException.ThrowIfNull(embed);
        ArgumentOutOfRangeException.ThrowIfNegative(chunkSize);
        return chunkSize == 0 || count <= chunkSize ? embed(0, count) : GradientCacheOperator.Apply(count, chunkSize, embed);
    }
}

/// <summary>y = embeddings of all chunks. Backward: each chunk once more, recorded, and back from its part of dy.</summary>
internal sealed class GradientCacheOperator(
    int count, int chunkSize, Func<int, int, Tensor> embed, RandomSource? random)
    : Operator, IExemplified
{
    public static IEnumerable<OperatorExample> Examples =>
    [
        new("chunks that do not divide the batch", [Of(7, 3), Of(4, 3)],
            t => GradientCache.Embed(7, 3, (first, n) => Rows(t[0], first, n).Linear(t[1]).Gelu())),
        new("batch norm of each chunk", [Of(6, 3)],
            t => GradientCache.Embed(6, 3, (first, n) => Rows(t[0], first, n).BatchNorm(null, null, 1e-2))),
        new("one chunk", [Of(3, 2)], t => GradientCache.Embed(3, 3, (first, n) => Rows(t[0], first, n).Gelu())),
    ];

    public override string Name => "GradientCache";

    public static Tensor Apply(int count, int chunkSize, Func<int, int, Tensor> embed)
    {
        var application = new GradientCacheOperator(count, chunkSize, embed, Tape.Current?.Random?.NextBranch("gradient cache"));
        DeviceBuffer? all = null;
        var sizes = Array.Empty<int>();
        var isTrained = false;
        for (var first = 0; first < count; first += chunkSize)
        {
            using var tape = application.ChunkTape(first, isRecomputation: false);
            using var pause = Tape.Pause();
            var chunk = application.Chunk(first);
            sizes = [count, .. chunk.Shape.ToArray().AsSpan(1)];
            all ??= chunk.Device.Allocate(new Shape(sizes).Count);
            var (length, width) = (chunk.Shape.Count, all.Length / count);
            chunk.Device.Elementwise.Copy(chunk.Data, all.View.Slice(first * width, length));
            isTrained |= tape.Passed || chunk.RequiresGradient;
        }
        var y = TensorScope.Adopt(new Tensor(new Shape(sizes), all!));
        if (isTrained && Tape.IsRecording) Tape.Record(y, application);
        return y;
    }

    protected internal override void Backward(Device device, BufferView dy)
    {
        var width = dy.Length / count;
        for (var first = 0; first < count; first += chunkSize)
        {
            using var tape = ChunkTape(first, isRecomputation: true);
            var chunk = Chunk(first);
            tape.Backward(chunk, dy.Slice(first * width, chunk.Shape.Count));
        }
    }

    private Tape ChunkTape(int first, bool isRecomputation) => new()
    {
        Random = random?.Branch("chunk", (ulong)first),
        Observer = Tape.Current?.Observer,
        IsRecomputation = isRecomputation,
    };

    private Tensor Chunk(int first)
    {
        var size = Math.Min(chunkSize, count - first);
        var chunk = embed(first, size);
        ShapeException.Require(
            "gradient cache", chunk.Shape.Rank > 0 && chunk.Shape[0] == size, $"a chunk of {size} samples was embedded as {chunk.Shape}");
        return chunk;
    }

    private static Tensor Rows(Tensor x, int first, int n) =>
        x.GatherRows(Tensor.FromIndices(x.Device, new Shape(n), Enumerable.Range(first, n).ToArray()));
}
