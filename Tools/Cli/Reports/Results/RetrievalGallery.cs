using System.Globalization;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Models.Evaluation.Retrieval;
using EcgCmrNative.Models.Training.Contrastive;

namespace EcgCmrNative.Cli.Reports.Results;

/// <summary>The ECGs of the first people, and the images that are nearest to each.</summary>
internal static class RetrievalGallery
{
    private const int Queries = 4, Nearest = 5;

    /// <summary>Leads that are drawn, if the store has them; else the first ones.</summary>
    private static readonly string[] Leads = ["II", "V1", "V5"];

    /// <summary>Adds the pictures. People are numbered: names may tell who they are, and none is chosen by the result.</summary>
    public static void Add(HtmlReport report, PairedCohort cohort, PairProjections projections)
    {
        var (images, ecgs) = (
            new UnitEmbeddings(projections.Images, projections.Width), new UnitEmbeddings(projections.Ecgs, projections.Width));
        report.Section("Images that are nearest to an ECG");
        report.Text(
            $"The first {Math.Min(Queries, ecgs.Count)} people of the set. Below each ECG the {Math.Min(Nearest, images.Count)} images "
            + "that are nearest by cosine similarity, the nearest at the left, cropped to the heart, in mid-systole. A green frame marks "
            + "the person's own image.");
        report.Pictures(Enumerable.Range(0, Math.Min(Queries, ecgs.Count)).Select(query =>
        {
            var order = images.Nearest(ecgs[query], images.Count);
            var nearest = order.Take(Nearest).ToArray();
            var own = order.ToList().FindIndex(one => one.Index == query) + 1;
            var picture = RetrievalPicture.Draw(
                Traces(cohort, projections.Pairs[query]),
                [.. nearest.Select(one => (Heart(cohort, projections.Pairs[one.Index]), one.Index == query))]);
            var names = nearest.Select(one => string.Create(
                CultureInfo.InvariantCulture, $"{(one.Index == query ? "own" : $"person {one.Index + 1}")} ({one.Cosine:F2})"));
            return (
                picture,
                $"Person {query + 1}: the own image is in place {own} of {images.Count}. Nearest, with cosine: "
                + $"{string.Join(", ", names)}.");
        }));
    }

    private static IReadOnlyList<(string, float[])> Traces(PairedCohort cohort, int person)
    {
        var store = cohort.Ecgs;
        var samples = store.Read(cohort.First(person).EcgRow);
        var known = Leads.Where(store.Manifest.Leads.Contains).ToArray();
        return
        [
            .. (known.Length > 0 ? known : store.Manifest.Leads.Take(Leads.Length)).Select(lead =>
            {
                var at = store.Manifest.Leads.ToList().IndexOf(lead);
                return (lead, samples[(at * store.Length)..((at + 1) * store.Length)]);
            }),
        ];
    }

    private static ImageBuffer Heart(PairedCohort cohort, int person)
    {
        var store = cohort.Images;
        var image = new ImageBuffer();
        image.CopyFrom(store.Read(cohort.First(person).ImageRow), CmrImage.Channels, store.Height, store.Width);
        var region = new Data.Images.Augmentation.RegionCrop().Of(image.Height, image.Width);
        var heart = new ImageBuffer();
        Bilinear.Resize(image, region, region.Height, region.Width, heart);
        return ImageBuffer.Of(heart[CmrImage.Channels / 2], 1, region.Height, region.Width);
    }
}
