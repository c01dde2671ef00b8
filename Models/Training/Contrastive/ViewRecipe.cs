using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Engine.Schedules;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Training.Contrastive.Learners;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>
/// Learning from two views of each sample of one kind: SimCLR, CLOCS, BYOL and Barlow Twins differ in their views and in what learns from
/// them. Epochs are compared by the loss of held-out samples, whose views stay the same.
/// </summary>
public sealed class ViewRecipe : IRecipe<ViewBatch>, IObjective<ViewBatch>
{
    /// <summary>Held-out samples are augmented as in an epoch that training never comes to.</summary>
    private const int ValidationEpoch = int.MaxValue;

    private readonly Device _device;
    private readonly IViewSource _views;
    private readonly IReadOnlyList<int> _training;
    private readonly IReadOnlyList<int> _validation;
    private readonly IReadOnlyList<int> _classes;
    private readonly ViewLearner _learner;
    private readonly TrainingOptions _trainingOptions;
    private readonly EpochCosine _schedule;
    private readonly ViewBatch _validationBatch;
    private readonly ClassifierObjective<ViewBatch>? _classifier;

    /// <summary>Puts views, learner and optimisers together.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="views">Makes the views.</param>
    /// <param name="classes">The class of every row for the classifier beside; empty without one.</param>
    /// <param name="learner">What learns.</param>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="ArgumentException">Settings that make no sense, or nothing to validate on.</exception>
    public ViewRecipe(
        Device device, IViewSource views, IReadOnlyList<int> classes, ViewLearner learner, ContrastiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(configuration);
        var (options, training) = (configuration.Options, configuration.Training);
        options.Validate(training);
        (_device, _views, _classes, _learner, _trainingOptions) = (device, views, classes, learner, training);
        (Name, _training, _validation) = (configuration.Recipe, configuration.TrainingRows(views.Count), configuration.ValidationRows);
        if (_validation.Count == 0) throw new ArgumentException("there is nothing to validate on: hold some samples out");
        ContrastiveOptions.RequireComparison(training, _training.Count);
        _schedule = options.Schedule(training);
        configuration.Describe(learner);
        Optimizer = new Adam(learner.Groups(options), decoupled: false);
        if (configuration.Classifier is { } classifier)
            _classifier = new ClassifierObjective<ViewBatch>(
                learner.Encoder, learner.Classifier!, classifier, options, batch => OnHost(batch.Count, batch.First));
        _validationBatch = CreateBatch(training.BatchSize);
    }

    /// <summary>The recipe of a configuration, with new weights.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="store">ECGs or images, as the configuration has a side for.</param>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="ArgumentException">Settings that do not fit each other or the store.</exception>
    public static ViewRecipe Create(Device device, PreparedStore store, ContrastiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configuration);
        var c = configuration;
        var classes = c.Classifier?.Classes(store.Manifest.LabelNames, store.Records) ?? [];
        return new ViewRecipe(device, Views(store, c), classes, Learner(device, new RandomSource(c.Training.Seed).Branch("model"), c), c);
    }

    /// <inheritdoc cref="IRecipe{TBatch}.Name"/>
    public string Name { get; }

    /// <inheritdoc/>
    public Module Model => _learner;

    /// <inheritdoc/>
    public Optimizer Optimizer { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IObjective<ViewBatch>> Objectives => _classifier is null ? [this] : [this, _classifier];

    /// <inheritdoc/>
    public int SampleCount => _training.Count;

    /// <inheritdoc/>
    public (string Metric, bool HigherIsBetter) Criterion => ("loss", false);

    /// <inheritdoc/>
    public double LearningRate(double epoch) => _schedule.At(epoch);

    /// <inheritdoc/>
    public ViewBatch CreateBatch(int capacity) => new(capacity, _views.Size);

    /// <inheritdoc/>
    public void Load(ViewBatch batch, ReadOnlySpan<int> samples, int epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Count = samples.Length;
        for (var i = 0; i < samples.Length; i++) Load(batch, i, _training[samples[i]], epoch);
    }

    /// <inheritdoc/>
    public Tensor Loss(ViewBatch batch, int epoch, MetricSums metrics)
    {
        var comparison = Compare(batch);
        BatchAgreement.Add(metrics, comparison.First, comparison.Second);
        if (_learner.Temperature is { IsLearned: true } temperature) metrics.Add("temperature", temperature.Value);
        return comparison.Loss;
    }

    /// <inheritdoc/>
    public void Updated() => _learner.Updated(_trainingOptions.Progress(SampleCount, Optimizer.Steps));

    /// <inheritdoc/>
    public void Validate(int epoch, MetricSums metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        for (var first = 0; first < _validation.Count; first += _trainingOptions.BatchSize)
        {
            _validationBatch.Count = Math.Min(_trainingOptions.BatchSize, _validation.Count - first);
            if (first > 0 && _validationBatch.Count < ContrastiveOptions.LeastSamples) break;
            for (var i = 0; i < _validationBatch.Count; i++) Load(_validationBatch, i, _validation[first + i], ValidationEpoch);
            using var scope = TensorScope.Open();
            var comparison = Compare(_validationBatch);
            metrics.Add("loss", comparison.Loss.Item(), _validationBatch.Count);
            BatchAgreement.Add(metrics, comparison.First, comparison.Second);
            _classifier?.Observe(_validationBatch, metrics);
        }
        _classifier?.Measure(metrics);
    }

    /// <summary>Puts the weights of a file into the encoder.</summary>
    /// <param name="path">A checkpoint of this program, or published weights.</param>
    /// <exception cref="DataFormatException">The file is damaged, or of another encoder.</exception>
    public void LoadEncoder(string path)
    {
        EncoderFile.LoadInto((Encoder)_learner.Encoder, path);
        _learner.Restart();
    }

    private static IViewSource Views(PreparedStore store, ContrastiveConfiguration c)
    {
        var (rate, seed) = (c.Options.AugmentationRate, c.Training.Seed);
        return (store, c) switch
        {
            (EcgStore ecgs, { Ecg: { } side, Recipe: ContrastiveRecipes.Clocs }) =>
                new AdjacentEcgViews(ecgs, side.Window, side.StrengthOrNone, rate, seed),
            (EcgStore ecgs, { Ecg: { } side }) => new EcgViews(ecgs, side.Window, side.StrengthOrNone, rate, seed),
            (ImageStore images, { Cmr: { } side }) => new CmrViews(images, side, rate, seed),
            _ => throw new ArgumentException($"{c.Recipe} does not learn from the {store.Manifest.Format} given"),
        };
    }

    private static ViewLearner Learner(Device device, RandomSource random, ContrastiveConfiguration c)
    {
        var (encoder, width) = Encoder(random);
        ViewLearner learner = c.Recipe switch
        {
            ContrastiveRecipes.Byol => new Byol(device, random, encoder, draws => Encoder(draws).Encoder, width, c.Options),
            ContrastiveRecipes.BarlowTwins => new BarlowTwins(device, random, encoder, width, c.Options),
            _ => new SimClr(device, random, c.Ecg is null ? "encoder_imaging" : "encoder_ecg", encoder, width, c.Options),
        };
        if (c.Classifier is { } classifier)
            learner.Attach(new OnlineClassifier(device, random, width, classifier.ClassWeights, classifier.Start));
        return learner;

        (Layer Encoder, int Width) Encoder(RandomSource draws)
        {
            if (c.Ecg is { } ecg)
            {
                var transformer = ecg.CreateEncoder(device, draws, c.Leads.Count);
                return (transformer, transformer.Width);
            }
            var network = CmrPresets.Create(c.Cmr!.Preset, device, draws);
            return (network, network.Width);
        }
    }

    private void Load(ViewBatch batch, int index, int row, int epoch)
    {
        batch.Fill(_views, index, row, epoch);
        batch.Labels[index] = _classes.Count == 0 ? -1 : _classes[row];
    }

    private ViewComparison Compare(ViewBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return _learner.Compare(OnHost(batch.Count, batch.First), OnHost(batch.Count, batch.Second));
    }

    private HostBatch OnHost(int samples, ReadOnlyMemory<float> values) => new(
        samples, (first, count) => Tensor.From(_device, _views.Shape(count), values.Span.Slice(first * _views.Size, count * _views.Size)));
}
