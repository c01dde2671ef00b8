namespace EcgCmrNative.Models.Training;

/// <summary>Loads the next batch on a thread of its own while the current one is worked on; two batches take turns.</summary>
internal sealed class BatchPrefetcher<TBatch> : IDisposable
{
    private readonly IRecipe<TBatch> _recipe;
    private readonly DataOrder _order;
    private readonly TBatch[] _batches;
    private Task? _loading;
    private int _next;

    public BatchPrefetcher(IRecipe<TBatch> recipe, DataOrder order, int batchSize)
    {
        (_recipe, _order) = (recipe, order);
        _batches = [recipe.CreateBatch(batchSize), recipe.CreateBatch(batchSize)];
    }

    /// <summary>The batches of an epoch in order, from one of them on. A batch is valid until the next is requested.</summary>
    public IEnumerable<TBatch> Epoch(int epoch, int firstStep)
    {
        Start(epoch, firstStep);
        for (var step = firstStep; step < _order.Steps; step++)
        {
            _loading!.GetAwaiter().GetResult();
            var batch = _batches[_next];
            _next = 1 - _next;
            if (step + 1 < _order.Steps) Start(epoch, step + 1);
            yield return batch;
        }
    }

    /// <summary>Waits for the batch that is being loaded, so that the store can be closed.</summary>
    public void Dispose() => _loading?.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();

    private void Start(int epoch, int step)
    {
        var batch = _batches[_next];
        _loading = Task.Run(() => _recipe.Load(batch, _order.Batch(epoch, step), epoch));
    }
}
