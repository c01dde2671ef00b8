using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Evaluation.Metrics;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Training.Contrastive.Learners;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Contrastive.Views;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>
/// Trains a linear classifier on the embeddings of un-augmented pairs or of first views; no gradient flows back into the encoder. It is
/// measured on the whole validation set: F1 of class 1, accuracy, and AUROC of probabilities.
/// </summary>
internal sealed class ClassifierObjective : IObjective<ContrastiveBatch>
{
    private readonly Encoder _encoder;
    private readonly OnlineClassifier _classifier;
    private readonly ClassifierOptions _options;
    private readonly bool _quirks;
    private readonly int _chunk;
    private readonly Func<ContrastiveBatch, HostBatch> _samples;
    private readonly List<int> _truth = [];
    private readonly List<double> _logits = [];

    /// <param name="encoder">The encoder.</param>
    /// <param name="classifier">The classifier.</param>
    /// <param name="options">Settings.</param>
    /// <param name="contrast">
    /// Whether to follow the published code (encoder in training mode, AUROC from logits), and how many samples are encoded at a time.
    /// </param>
    /// <param name="samples">The encoder's inputs of a batch.</param>
    public ClassifierObjective(
        Encoder encoder, OnlineClassifier classifier, ClassifierOptions options, ContrastiveOptions contrast,
        Func<ContrastiveBatch, HostBatch> samples)
    {
        (_encoder, _classifier) = (encoder, classifier);
        (_options, _quirks, _chunk, _samples) = (options, contrast.ReferenceQuirks, contrast.ChunkSize, samples);
        Optimizer = new Adam(
            [new ParameterGroup("classifier", [.. _classifier.TrainableParameters()]) { WeightDecay = options.WeightDecay }]);
    }

    /// <inheritdoc/>
    public string Name => "classifier";

    /// <inheritdoc/>
    public Optimizer Optimizer { get; }

    /// <inheritdoc/>
    public double LearningRate(double epoch) => _options.LearningRate;

    /// <inheritdoc/>
    public Tensor Loss(ContrastiveBatch batch, int epoch, MetricSums metrics)
    {
        var logits = Classify(batch);
        metrics.Add("classifier_accuracy", Accuracy(batch.Labels, logits.ToDoubles()), Known(batch));
        return _classifier.Loss(logits, Tensor.FromIndices(logits.Device, new Shape(batch.Count), batch.Labels));
    }

    /// <summary>Collects held-out samples.</summary>
    public void Observe(ContrastiveBatch batch, MetricSums metrics)
    {
        if (Known(batch) == 0) return;
        var logits = Classify(batch);
        metrics.Add(
            "classifier_loss",
            _classifier.Loss(logits, Tensor.FromIndices(logits.Device, new Shape(batch.Count), batch.Labels)).Item(),
            Known(batch));
        var values = logits.ToDoubles();
        var classes = logits.Shape.Last;
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Labels[i] < 0) continue;
            _truth.Add(batch.Labels[i]);
            _logits.AddRange(values.AsSpan(i * classes, classes));
        }
    }

    /// <summary>Measures the collected samples and clears them.</summary>
    public void Measure(MetricSums metrics)
    {
        var (truth, scores) = (_truth.ToArray(), _logits.ToArray());
        _truth.Clear();
        _logits.Clear();
        if (truth.Length == 0) return;
        var classes = scores.Length / truth.Length;
        metrics.Add("classifier_accuracy", Accuracy(truth, scores));
        if (!_quirks) SoftmaxRows(scores, classes);
        var isOne = Array.ConvertAll(truth, label => label == 1);
        var calledOne = Array.ConvertAll(ProbabilityMetrics.LargestClasses(scores, classes), called => called == 1 ? 1.0 : 0);
        metrics.Add("classifier_f1", ConfusionMatrix.Of(isOne, calledOne).F1);
        var auroc = RankingMetrics.OneVersusRest(RankingMetrics.Auroc, truth, scores, classes);
        if (!double.IsNaN(auroc)) metrics.Add("classifier_auroc", auroc);
    }

    private static int Known(ContrastiveBatch batch) => batch.Count - batch.Labels.Count(-1);

    private static double Accuracy(ReadOnlySpan<int> truth, ReadOnlySpan<double> scores)
    {
        var called = ProbabilityMetrics.LargestClasses(scores, scores.Length / truth.Length);
        var (right, known) = (0, 0);
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] < 0) continue;
            known++;
            if (called[i] == truth[i]) right++;
        }
        return known == 0 ? 0 : (double)right / known;
    }

    private static void SoftmaxRows(double[] values, int classes)
    {
        for (var first = 0; first < values.Length; first += classes)
        {
            var row = values.AsSpan(first, classes);
            TensorPrimitives.SoftMax<double>(row, row);
        }
    }

    private Tensor Classify(ContrastiveBatch batch)
    {
        var wasTraining = _encoder.Training;
        if (!_quirks) _encoder.Training = false;
        var samples = _samples(batch);
        Tensor embedding;
        using (Tape.Pause())
            embedding = GradientCache.Embed(samples.Count, _chunk, (first, count) => _encoder.Forward(samples.Part(first, count)));
        _encoder.Training = wasTraining;
        return _classifier.Forward(embedding);
    }
}
