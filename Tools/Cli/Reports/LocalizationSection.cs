using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Data.Images;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Training.Contrastive;

namespace EcgCmrNative.Cli.Reports;

/// <summary>Localisation maps of held-out pairs.</summary>
internal static class LocalizationSection
{
    private const int Pictures = 3;

    /// <summary>Adds the pictures; nothing if the recipe has no such maps.</summary>
    public static void Add(HtmlReport report, ContrastiveRecipe recipe, IReadOnlyList<int> heldOut)
    {
        if (recipe.Localize([.. heldOut.Take(Pictures)], new LocalizationOptions { Temperature = 1 }) is not { } pairs) return;
        report.Section("Localisation maps");
        report.Text(
            "Validation pairs: cosine similarity of each position of one modality with the whole other modality. The colours show "
            + "the deviation from the mean of each map. The maps show what the model uses, not where disease is.");
        for (var i = 0; i < pairs.Patients.Count; i++)
            report.Picture(Draw(pairs, i), $"pair {i + 1}: red: similarity above the mean of the map.");
    }

    private static Canvas Draw(PairLocalization pairs, int index)
    {
        var (height, width, channels) = (pairs.ImageShape[1], pairs.ImageShape[2], pairs.ImageShape[3]);
        var pixels = pairs.Pairs.First.Plain.Span.Slice(index * height * width * channels, height * width * channels);
        var middle = new double[height * width];
        for (var i = 0; i < middle.Length; i++) middle[i] = pixels[i * channels + channels / 2];
        var (rows, columns) = (pairs.Maps.ImageShape[1], pairs.Maps.ImageShape[2]);
        var map = pairs.Maps.Image.AsSpan(index * rows * columns, rows * columns);
        var (leads, times, samples) = (pairs.Maps.EcgShape[1], pairs.Maps.EcgShape[2], pairs.EcgShape[2] * pairs.EcgShape[3]);
        return LocalizationPicture.Draw(
            $"pair {index + 1}", ImageBuffer.Of(middle, 1, height, width), ImageBuffer.Of(map, 1, rows, columns),
            pairs.Pairs.Second.Plain.Span.Slice(index * samples, samples), pairs.Maps.Ecg.AsSpan(index * leads * times, leads * times),
                leads);
    }
}
