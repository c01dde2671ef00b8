using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Engine;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Training.Contrastive.Views;

/// <summary>
/// Views of people's pairs: the window of the ECG is shared by its augmented and its plain view, and images are cut to the region of
/// interest. Every chain draws from streams of its own, so that nothing but the heart is common to both sides. Not safe for several
/// threads at once.
/// </summary>
public sealed class PairViews
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
    private readonly int[] _labels;

    /// <summary>Prepares the views.</summary>
    /// <param name="cohort">The people.</param>
    /// <param name="configuration">Both sides, the rate of augmentation, the classifier's label and the seed.</param>
    /// <exception cref="ArgumentException">A side or a label is missing, or the window is longer than the recordings.</exception>
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
        _labels = configuration.Classifier?.Classes(cohort.LabelNames, cohort.Records) ?? [];
    }

    /// <summary>Pairs that there are.</summary>
    public int Count => _cohort.Count;

    /// <summary>The name of a pair's person.</summary>
    public string Patient(int pair) => _cohort.Patients[pair].Patient;

    /// <summary>The shape of so many images on the device.</summary>
    public Shape ImageShape(int count) => new(count, _cmr.Size, _cmr.Size, _cmr.EncoderChannels);

    /// <summary>The shape of so many ECGs on the device.</summary>
    public Shape EcgShape(int count) => new(count, 1, _cohort.Ecgs.Leads, _ecg.Window);

    /// <summary>An empty batch.</summary>
    public PairBatch CreateBatch(int capacity) =>
        new(capacity, _cmr.Size * _cmr.Size * _cmr.EncoderChannels, _cohort.Ecgs.Leads * _ecg.Window);

    /// <summary>Makes both views of both sides of a pair, by draws that depend on seed, pair and epoch alone.</summary>
    public void LoadAugmented(PairBatch batch, int index, int pair, int epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _rows.Restart(epoch, pair, RowDraw);
        var (ecgRow, imageRow) = _cohort.Draw(pair, _rows);
        var leads = _cohort.Ecgs.Leads;
        _window.Apply(_cohort.Ecgs.Samples(ecgRow), leads, epoch, pair, batch.PlainEcg(index), WindowView);
        _augmentedEcg.Apply(batch.PlainEcg(index), leads, epoch, pair, batch.Ecg(index), EcgView);
        _cohort.Images.Read(imageRow, _image);
        Apply(_augmentedImage, epoch, pair, batch.Image(index));
        Apply(_plainImage, epoch, pair, batch.PlainImage(index));
        SetLabel(batch, index, pair);
    }

    /// <summary>Takes both sides of a pair as they are, the ECG from its beginning.</summary>
    public void LoadPlain(PairBatch batch, int index, int pair)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var (ecgRow, imageRow) = _cohort.First(pair);
        _beginning.Apply(_cohort.Ecgs.Samples(ecgRow), _cohort.Ecgs.Leads, epoch: 0, pair, batch.PlainEcg(index));
        _cohort.Images.Read(imageRow, _image);
        Apply(_plainImage, epoch: 0, pair, batch.PlainImage(index));
        SetLabel(batch, index, pair);
    }

    private void Apply(CmrAugmenter augmenter, int epoch, int pair, Span<float> destination) => augmenter.Apply(
        _image, _cohort.Images.Channels, _cohort.Images.Height, _cohort.Images.Width, epoch, pair, destination,
        ImageLayout.ChannelsLast, ImageView);

    private void SetLabel(PairBatch batch, int index, int pair) => batch.Labels[index] = _labels.Length == 0 ? -1 : _labels[pair];
}
