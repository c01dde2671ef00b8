using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Interactive;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Studies.Formats;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Training.Contrastive;

namespace EcgCmrNative.Cli.Explanations;

/// <summary>Where an ECG and a cardiac MR image agree, by a model of pairs.</summary>
/// <param name="pair">The maps.</param>
/// <param name="rateHz">Sampling rate of the ECG.</param>
internal sealed class PairExplanation(LocalizedPair pair, double rateHz)
{
    private const string Title = "ECG and cardiac MR";

    private const string Caption =
        "Cosine similarity of each position of one modality with the whole other modality; red: above the mean of the map, blue: below. "
        + "The maps show what the model uses, not where disease is.";

    private const string CaptionOverTime =
        "Cosine similarity of each place of the image with each time of the ECG, on average over the leads; red: above the mean of the "
        + "time, blue: below. Features of a time combine the whole window, and maps show what the model uses, not where disease is.";

    /// <summary>Localises a pair.</summary>
    /// <param name="device">The device to compute on.</param>
    /// <param name="weights">A run of pairs.</param>
    /// <param name="recording">The ECG.</param>
    /// <param name="study">The file or folder of the study.</param>
    /// <param name="imageSize">The size that images of the run were cropped to; null for what the run says.</param>
    /// <param name="cancellation">Stops while files are searched.</param>
    public static PairExplanation Of(
        Device device, string weights, EcgRecording recording, string study, int? imageSize, CancellationToken cancellation)
    {
        var model = PairModel.Load(device, weights);
        var image = Image(study, Preparation(model, weights, imageSize), cancellation);
        return new PairExplanation(
            model.Localize(recording, image, new LocalizationOptions { Temperature = 1 }), model.Preparation.SamplingRateHz);
    }

    /// <summary>How the images of a run were prepared.</summary>
    /// <param name="model">The model of the run.</param>
    /// <param name="weights">The run, for messages.</param>
    /// <param name="imageSize">The size on the command line; null without one.</param>
    /// <exception cref="ArgumentException">The run was trained on images of another size.</exception>
    public static CmrPreparation Preparation(PairModel model, string weights, int? imageSize) =>
        (model.ImagePreparation, imageSize) switch
        {
            ({ } own, { } size) when own.Size != size => throw new ArgumentException(
                $"{weights} was trained on images of {own.Size} pixels, not {size}; leave out --image-size", nameof(imageSize)),
            ({ } own, _) => own,
            (_, { } size) => new CmrPreparation { Size = size },
            _ => new CmrPreparation(),
        };

    /// <summary>The maps over the whole ECG and the whole image.</summary>
    public Canvas Picture() => LocalizationPicture.Draw(
        Title, Middle(), ImageBuffer.Of(pair.Maps.Image, 1, pair.Maps.ImageShape[1], pair.Maps.ImageShape[2]), pair.Ecg, pair.Maps.Ecg,
        pair.Maps.EcgShape[1]);

    /// <summary>The map of each time, as an animated PNG.</summary>
    public byte[] Animation() => OverTime().Animation(Title);

    /// <summary>Adds both to a page.</summary>
    public void Add(HtmlReport report)
    {
        report.Section("Agreement with cardiac MR");
        report.Picture(Picture(), Caption);
        report.Subsection("Agreement over time");
        report.Player(new AgreementPlayer(OverTime(), CaptionOverTime));
    }

    private AgreementOverTime OverTime() => new(
        Middle(), pair.Ecg, pair.Maps.EcgShape[1], pair.Maps.Pairwise, (pair.Maps.ImageShape[1], pair.Maps.ImageShape[2]),
        pair.Ecg.Length / pair.Maps.EcgShape[1] / rateHz);

    /// <summary>The middle channel of the image.</summary>
    private ImageBuffer Middle()
    {
        var (height, width, channels) = (pair.ImageShape[0], pair.ImageShape[1], pair.ImageShape[2]);
        var middle = new double[height * width];
        for (var i = 0; i < middle.Length; i++) middle[i] = pair.Image[i * channels + channels / 2];
        return ImageBuffer.Of(middle, 1, height, width);
    }

    private static CmrImage Image(string path, CmrPreparation preparation, CancellationToken cancellation)
    {
        var found = CmrStudies.Open(path, cancellation: cancellation);
        return found.Studies.Count switch
        {
            1 => preparation.Prepare(found.Studies[0].Read()),
            0 => throw new DataFormatException(
                path, null, found.Failures.Count > 0 ? found.Failures[0].Reason : "contains no cardiac MR study"),
            var several => throw new DataFormatException(path, null, $"contains {several} studies; specify the file or folder of one"),
        };
    }
}
