using EcgCmrNative.Cli.Drawing;
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
internal static class PairExplanation
{
    /// <summary>What the picture shows.</summary>
    public const string Caption =
        "Cosine similarity of each position of one modality with the whole other modality; red: above the mean of the map, blue: below. "
        + "The maps show what the model uses, not where disease is.";

    /// <summary>Draws the maps of a pair.</summary>
    /// <param name="device">The device to compute on.</param>
    /// <param name="weights">A run of pairs.</param>
    /// <param name="recording">The ECG.</param>
    /// <param name="study">The file or folder of the study.</param>
    /// <param name="preparation">How the images of the run were prepared.</param>
    /// <param name="cancellation">Stops while files are searched.</param>
    public static Canvas Draw(
        Device device, string weights, EcgRecording recording, string study, CmrPreparation preparation, CancellationToken cancellation)
    {
        var model = PairModel.Load(device, weights);
        var pair = model.Localize(recording, Image(study, preparation, cancellation), new LocalizationOptions { Temperature = 1 });
        var (height, width, channels) = (pair.ImageShape[0], pair.ImageShape[1], pair.ImageShape[2]);
        var middle = new double[height * width];
        for (var i = 0; i < middle.Length; i++) middle[i] = pair.Image[i * channels + channels / 2];
        var maps = pair.Maps;
        return LocalizationPicture.Draw(
            "ECG and cardiac MR", ImageBuffer.Of(middle, 1, height, width),
            ImageBuffer.Of(maps.Image, 1, maps.ImageShape[1], maps.ImageShape[2]), pair.Ecg, maps.Ecg, maps.EcgShape[1]);
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
