using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Embedding;
using EcgCmrNative.Models.Evaluation.Probes;

namespace EcgCmrNative.Models.Training.MaskedModelling;

/// <summary>
/// Measures during training how well a store's labels can be predicted from an encoder's embeddings: every few epochs, linear models are
/// fitted on the training rows and measured on the validation rows, without augmentation.
/// </summary>
public sealed class OnlineEvaluation
{
    private readonly int _everyEpochs;
    private readonly EcgStore _store;
    private readonly EcgEmbedder _embedder;
    private readonly IReadOnlyList<int> _training;
    private readonly IReadOnlyList<int> _validation;

    /// <summary>Prepares the evaluation.</summary>
    /// <param name="device">The encoder's device.</param>
    /// <param name="encoder">The encoder that is being trained.</param>
    /// <param name="store">Recordings and labels.</param>
    /// <param name="training">Rows to fit on.</param>
    /// <param name="validation">Rows to measure on.</param>
    /// <param name="everyEpochs">Epochs from one evaluation to the next, at least 1.</param>
    /// <exception cref="ArgumentException">The store has no labels.</exception>
    public OnlineEvaluation(
        Device device, EcgEncoder encoder, EcgStore store,
        IReadOnlyList<int> training, IReadOnlyList<int> validation, int everyEpochs)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentOutOfRangeException.ThrowIfLessThan(everyEpochs, 1);
        if (store.Manifest.LabelNames.Count == 0)
            throw new ArgumentException(
                "online evaluation needs labels, and the store has none; prepare it with a table of labels, or train without");
        (_everyEpochs, _store, _training, _validation) = (everyEpochs, store, training, validation);
        _embedder = new EcgEmbedder(device, encoder, store.Manifest.Preparation, store.Manifest.Leads);
    }

    /// <summary>Evaluates if this epoch is due, and adds <c>online_LABEL_METRIC</c> for every label and metric that has a value.</summary>
    /// <param name="epoch">The epoch that has ended, counted from 0.</param>
    /// <param name="metrics">Receives the values.</param>
    public void Run(int epoch, MetricSums metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if ((epoch + 1) % _everyEpochs != 0) return;
        foreach (var label in EmbeddingEvaluation.Evaluate(_store.Manifest.LabelNames, Embed(_training), Embed(_validation)))
        {
            foreach (var (name, value) in label.Metrics) metrics.Add($"online_{label.Label}_{name}", value);
        }
    }

    private LabelledEmbeddings Embed(IReadOnlyList<int> rows)
    {
        var labels = rows.SelectMany(row => _store.Rows[row].Labels).Select(label => (double)label);
        return new LabelledEmbeddings(_embedder.Embed(_store, rows), _embedder.Width, [.. labels]);
    }
}
