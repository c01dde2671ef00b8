using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Engine.Operators.ExampleInput;

namespace EcgCmrNative.Engine.Operators;

/// <summary>
/// Gradient caching (Gao et al. 2021): embeds a large batch in small chunks, so that a loss over the whole batch needs the memory of one
/// chunk. First, each chunk is embedded without recording. When the gradients of all embeddings are known, each chunk is embedded again,
/// recorded, and its backward pass is run. The cost is a second forward pass.
/// </summary>
public static class GradientCache
{
    /// <summary>
    /// Embeds a batch chunk by chunk. The result equals that of the whole batch, with two exceptions. Batch norm uses the statistics of the
    /// chunk and updates the running statistics once per chunk, in the first pass. Drop path draws separately for each chunk, the same in
    /// both passes.
    /// </summary>
    /// <param name="count">Batch size.</param>
    /// <param name="chunkSize">Samples per chunk; 0, or at least the batch size, embeds the batch at once.</param>
    /// <param name="embed">
    /// Embeds a range of samples: (first, count) to [count, …]. It is called twice for each chunk and must compute the same both times. It
    /// may depend on parameters and on numbers that do not change before the backward pass, but not on results recorded on this tape.
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
            "gradient cache", chunk.Shape.Rank > 0 && chunk.Shape[0] == size,
            $"the embedding of a chunk has shape {chunk.Shape}, expected [{size}, ...]");
        return chunk;
    }

    private static Tensor Rows(Tensor x, int first, int n) =>
        x.GatherRows(Tensor.FromIndices(x.Device, new Shape(n), Enumerable.Range(first, n).ToArray()));
}
