namespace EcgCmrNative.Models.Training;

/// <summary>Loads the next batch on a thread of its own while the current one is worked on; two batches take turns.</summary>
internal sealed class BatchPrefetcher<TBatch>
{
    private readonly IRecipe<TBatch> _recipe;
    private readonly int _batchSize;
    private readonly TBatch[] _batches;
    private Task? _loading;
    private int _next;

    public BatchPrefetcher(IRecipe<TBatch> recipe, int batchSize)
    {
        _recipe = recipe;
        _batchSize = batchSize;
        _batches = [recipe.CreateBatch(batchSize), recipe.CreateBatch(batchSize)];
    }

    /// <summary>The batches of an epoch in order, from one of them on. A batch is valid until the next is asked for.</summary>
    public IEnumerable<TBatch> Epoch(int[] order, int epoch, int firstStep)
    {
        var steps = (order.Length + _batchSize - 1) / _batchSize;
        Start(order, epoch, firstStep);
        for (var step = firstStep; step < steps; step++)
        {
            _loading!.GetAwaiter().GetResult();
            var batch = _batches[_next];
            _next = 1 - _next;
            if (step + 1 < steps) Start(order, epoch, step + 1);
            yield return batch;
        }
    }

    private void Start(int[] order, int epoch, int step)
    {
        var batch = _batches[_next];
        var first = step * _batchSize;
        if (first >= order.Length) return;
        var count = Math.Min(_batchSize, order.Length - first);
        _loading = Task.Run(() => _recipe.Load(batch, order.AsSpan(first, count), epoch));
    }
}
