using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Engine;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>
/// Views of people's pairs: the window of the ECG is shared by its augmented and its plain view, and images are cut to the region of
/// interest. Every chain draws from streams of its own, so that the two sides share no random numbers. Not safe for several
/// threads at once.
/// </summary>
public sealed class PairViews : IViewSource
{
    private const int WindowView = 0;
    private const int EcgView = 1;
    private const int ImageView = 2;
    private const int RowDraw = -1;

    private readonly PairedCohort _cohort;
    private readonly EcgSideOptions _ecg;
    private readonly CmrSideOptions _cmr;
    private readonly CounterDraws _rows;
    private readonly EcgAugmenter _window;
    private readonly EcgAugmenter _beginning;
    private readonly EcgAugmenter _augmentedEcg;
    private readonly CmrAugmenter _augmentedImage;
    private readonly CmrAugmenter _plainImage;
    private readonly float[] _image;

    /// <summary>Prepares the views.</summary>
    /// <param name="cohort">The people.</param>
    /// <param name="configuration">Both sides, the rate of augmentation and the seed.</param>
    /// <exception cref="ArgumentException">A side is missing, or the window is longer than the recordings.</exception>
    public PairViews(PairedCohort cohort, ContrastiveConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(configuration);
        _cohort = cohort;
        _ecg = configuration.Ecg ?? throw new ArgumentException("pairs need an ECG side");
        _cmr = configuration.Cmr ?? throw new ArgumentException("pairs need an image side");
        if (_ecg.Window > cohort.Ecgs.Length)
            throw new ArgumentException($"a window of {_ecg.Window} samples is longer than the store's recordings of {cohort.Ecgs.Length}");
        var (seed, rate) = (configuration.Training.Seed, configuration.Options.AugmentationRate);
        _rows = new CounterDraws(seed);
        _window = new EcgAugmenter(new EcgAugmentation(CropResizing.Random(_ecg.Window), []), seed);
        _beginning = new EcgAugmenter(EcgAugmentation.Evaluation(_ecg.Window), seed);
        _augmentedEcg = new EcgAugmenter(
            _ecg.Augment ? EcgAugmentation.Contrastive(_ecg.Strength, rate) : new EcgAugmentation(null, []), seed);
        _augmentedImage = new CmrAugmenter(_cmr.Augmentation(rate), seed);
        _plainImage = new CmrAugmenter(_cmr.Plain, seed);
        _image = new float[cohort.Images.RowLength];
    }

    /// <inheritdoc/>
    public int Count => _cohort.Count;

    /// <summary>The name of a pair's person.</summary>
    public string Patient(int pair) => _cohort.Patients[pair].Patient;

    /// <inheritdoc/>
    public Shape FirstShape(int count) => new(count, _cmr.Input.Size, _cmr.Input.Size, _cmr.EncoderChannels);

    /// <inheritdoc/>
    public Shape SecondShape(int count) => new(count, 1, _cohort.Ecgs.Leads, _ecg.Window);

    /// <inheritdoc/>
    public ContrastiveBatch CreateBatch(int capacity) =>
        new(capacity, (int)FirstShape(1).Count, (int)SecondShape(1).Count, hasPlain: true);

    /// <inheritdoc/>
    /// <remarks>Both versions of the ECG have the same window.</remarks>
    public void Load(ContrastiveBatch batch, int index, int sample, int epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _rows.Restart(epoch, sample, RowDraw);
        var (ecgRow, imageRow) = _cohort.Draw(sample, _rows);
        var leads = _cohort.Ecgs.Leads;
        var window = batch.Second.PlainOf(index);
        using (var recording = _cohort.Ecgs.Samples(ecgRow))
            _window.Apply(recording.Values, leads, epoch, sample, window, WindowView);
        _augmentedEcg.Apply(window, leads, epoch, sample, batch.Second.AugmentedOf(index), EcgView);
        _cohort.Images.Read(imageRow, _image);
        Apply(_augmentedImage, epoch, sample, batch.First.AugmentedOf(index));
        Apply(_plainImage, epoch, sample, batch.First.PlainOf(index));
    }

    /// <inheritdoc/>
    /// <remarks>Takes both sides without augmentation, and the ECG from its beginning.</remarks>
    public void LoadHeldOut(ContrastiveBatch batch, int index, int sample)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var (ecgRow, imageRow) = _cohort.First(sample);
        using (var recording = _cohort.Ecgs.Samples(ecgRow))
            _beginning.Apply(recording.Values, _cohort.Ecgs.Leads, epoch: 0, sample, batch.Second.PlainOf(index));
        _cohort.Images.Read(imageRow, _image);
        Apply(_plainImage, epoch: 0, sample, batch.First.PlainOf(index));
    }

    private void Apply(CmrAugmenter augmenter, int epoch, int pair, Span<float> destination) => augmenter.Apply(
        _image, _cohort.Images.Channels, _cohort.Images.Height, _cohort.Images.Width, epoch, pair, destination,
        ImageLayout.ChannelsLast, ImageView);
}
