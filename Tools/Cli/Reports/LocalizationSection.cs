using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Data.Images;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Training.Contrastive;

namespace EcgCmrNative.Cli.Reports;

/// <summary>Held-out pairs with the places where their two sides agree.</summary>
internal static class LocalizationSection
{
    private const int Pictures = 3;

    /// <summary>Adds the pictures; nothing where what learned has no such maps.</summary>
    public static void Add(HtmlReport report, ContrastiveRecipe recipe, IReadOnlyList<int> heldOut)
    {
        if (recipe.Localize([.. heldOut.Take(Pictures)], new LocalizationOptions { Temperature = 1 }) is not { } pairs) return;
        report.Section("Where image and ECG agree");
        report.Text(
            "Held-out pairs: the cosine of each place of one side with the whole other side. Places of one map differ less than maps do, "
            + "so colours span what is above and below a map's own mean. They show what the model uses, not what is ill.");
        for (var i = 0; i < pairs.Patients.Count; i++)
            report.Picture(Draw(pairs, i), $"{pairs.Patients[i]}: red where the two agree more than elsewhere.");
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
            pairs.Patients[index], ImageBuffer.Of(middle, 1, height, width), ImageBuffer.Of(map, 1, rows, columns),
            pairs.Pairs.Second.Plain.Span.Slice(index * samples, samples), pairs.Maps.Ecg.AsSpan(index * leads * times, leads * times),
                leads);
    }
}
