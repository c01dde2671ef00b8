using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Synthetic.Cine;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Models.Encoders;

namespace EcgCmrNative.Models.Explanation.Checks;

/// <summary>Where the importance of an image lies, compared with the heart of a virtual person.</summary>
public static class CmrTruth
{
    /// <summary>The share of the importance on some tissues.</summary>
    /// <param name="map">[rows, columns]: similarities of the places of an image, as in <see cref="LocalizationMaps.Image"/>.</param>
    /// <param name="mask">Of the same places; see <see cref="Mask"/>.</param>
    /// <returns>Of what the map is above its mean.</returns>
    public static ImportanceShare OnTissue(IReadOnlyList<double> map, ReadOnlySpan<double> mask) =>
        ImportanceShare.Of(ImportanceShare.AboveMean(map), mask);

    /// <summary>How much of each place of a map shows some tissues, on average over the three phases.</summary>
    /// <param name="person">The person.</param>
    /// <param name="frames">The frames of the prepared image.</param>
    /// <param name="preparation">How it was prepared, without resampling to another pixel size.</param>
    /// <param name="input">The images that the encoder expects.</param>
    /// <param name="size">Rows and columns of the map.</param>
    /// <param name="belongs">The tissues.</param>
    /// <returns>[rows, columns], 0 to 1.</returns>
    /// <exception cref="ArgumentException">The preparation resamples the image.</exception>
    public static double[] Mask(
        VirtualSubject person, CmrFrames frames, CmrPreparation preparation, CmrInput input, (int Rows, int Columns) size,
        Func<HeartTissue, bool> belongs)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(belongs);
        if (preparation.MillimetresPerPixel is not null)
            throw new ArgumentException("the truth is known for images in the pixels of the scanner only", nameof(preparation));
        var phases = person.HeartTissues(frames.EndDiastole, frames.MidSystole, frames.EndSystole);
        var (frame, prepared) = (new ImageBuffer(), new ImageBuffer());
        frame.CopyFrom(
            [.. phases.SelectMany(phase => phase).Select(tissue => belongs(tissue) ? 1f : 0)], phases.Count, CineGrid.Pixels,
            CineGrid.Pixels);
        new CentreCrop(preparation.Size, preparation.Size).Cut(frame, prepared);
        var augmenter = new CmrAugmenter((input with { Channels = null }).Plain(CmrImage.Channels), seed: 0);
        var pixels = new float[augmenter.ResultLength(prepared.Channels)];
        var image = new float[prepared.Pixels.Length];
        prepared.CopyTo(image);
        augmenter.Apply(image, prepared.Channels, prepared.Height, prepared.Width, epoch: 0, sample: 0, pixels, ImageLayout.Planar);
        return Average(pixels, input.Size, size);
    }

    /// <summary>The mean over channels and over the pixels of each place.</summary>
    private static double[] Average(float[] pixels, int side, (int Rows, int Columns) size)
    {
        var (sums, counts) = (new double[size.Rows * size.Columns], new int[size.Rows * size.Columns]);
        for (var i = 0; i < pixels.Length; i++)
        {
            var (row, column) = (i / side % side, i % side);
            var place = (int)((row + 0.5) * size.Rows / side) * size.Columns + (int)((column + 0.5) * size.Columns / side);
            sums[place] += pixels[i];
            counts[place]++;
        }
        for (var place = 0; place < sums.Length; place++) sums[place] /= Math.Max(1, counts[place]);
        return sums;
    }
}
