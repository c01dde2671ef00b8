using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Objectives.Multimodal;
using EcgCmrNative.Models.Training.Contrastive.Learners;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>One pair as the encoders get it, and maps of its agreement.</summary>
/// <param name="Image">[height, width, channels].</param>
/// <param name="ImageShape">Shape of the image.</param>
/// <param name="Ecg">[leads, samples].</param>
/// <param name="Maps">Maps of a batch of one.</param>
public sealed record LocalizedPair(float[] Image, Shape ImageShape, float[] Ecg, LocalizationMaps Maps);

/// <summary>The model of a run of pairs for ECGs and images that are in no store.</summary>
public sealed class PairModel
{
    private readonly Device _device;
    private readonly MultimodalModel _model;
    private readonly ContrastiveConfiguration _configuration;

    private PairModel(Device device, MultimodalModel model, ContrastiveConfiguration configuration, EcgPreparation preparation) =>
        (_device, _model, _configuration, Preparation) = (device, model, configuration, preparation);

    /// <summary>How ECGs are prepared.</summary>
    public EcgPreparation Preparation { get; }

    /// <summary>Samples per lead that the ECG encoder takes, from the beginning of the prepared recording.</summary>
    public int WindowSamples => _configuration.Ecg!.Window;

    /// <summary>How the images of the run's store were prepared; null for runs of earlier versions, which did not record it.</summary>
    public CmrPreparation? ImagePreparation => _configuration.ImagePreparation;

    /// <summary>The images that the image encoder expects.</summary>
    public CmrInput Images => _configuration.Cmr!.Input;

    /// <summary>Loads a model.</summary>
    /// <param name="device">The device to compute on.</param>
    /// <param name="path">A run's folder or a checkpoint.</param>
    /// <exception cref="DataFormatException">The file is damaged, or no checkpoint of pairs in a common space.</exception>
    public static PairModel Load(Device device, string path)
    {
        var checkpoint = RunFolder.Weights(path);
        var configuration = ContrastiveConfiguration.Parse(checkpoint, Checkpoint.ReadConfiguration(checkpoint));
        if (configuration.Recipe != ContrastiveRecipes.Multimodal)
            throw new DataFormatException(
                checkpoint, null, $"is a run of {configuration.Recipe}, which has no pairs in one space; specify a run of 'pretrain mmcl'");
        var preparation = configuration.Preparation
            ?? throw new DataFormatException(checkpoint, null, "does not say how its ECGs were prepared");
        var learner = new LearnerFactory(device, new RandomSource(0), configuration, samples: 1).Create();
        Checkpoint.LoadModel(checkpoint, learner);
        learner.Training = false;
        return new PairModel(device, ((ProjectionContrast)learner).Model!, configuration, preparation);
    }

    /// <summary>Maps of the agreement of an ECG and an image, both without augmentation and the ECG from its beginning.</summary>
    /// <param name="recording">The ECG.</param>
    /// <param name="image">The image, prepared as those of the run's store.</param>
    /// <param name="options">Upsampling and temperature; the defaults when null.</param>
    /// <exception cref="DataFormatException">The recording does not fit the model; the message says why.</exception>
    public LocalizedPair Localize(EcgRecording recording, CmrImage image, LocalizationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(image);
        var (side, cmr, leads) = (_configuration.Ecg!, _configuration.Cmr!, _configuration.Leads.Count);
        var prepared = Preparation.Prepare(recording).AsSpan(0, leads * Preparation.WindowSamples);
        var ecg = new float[leads * side.Window];
        new EcgAugmenter(EcgAugmentation.Evaluation(side.Window), seed: 0).Apply(prepared, leads, epoch: 0, sample: 0, ecg);
        var augmenter = new CmrAugmenter(cmr.Plain, seed: 0);
        var pixels = new float[augmenter.ResultLength(CmrImage.Channels)];
        augmenter.Apply(
            image.Pixels, CmrImage.Channels, image.Height, image.Width, epoch: 0, sample: 0, pixels, ImageLayout.ChannelsLast);
        var shape = new Shape(1, cmr.Input.Size, cmr.Input.Size, cmr.EncoderChannels);
        using var scope = TensorScope.Open();
        var maps = LocalizationMaps.Of(
            _model, Tensor.From(_device, shape, pixels), Tensor.From(_device, new Shape(1, 1, leads, side.Window), ecg), options);
        return new LocalizedPair(pixels, new Shape(shape[1], shape[2], shape[3]), ecg, maps);
    }
}
