using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Data.Synthetic.Cine;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Explanation.Checks;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>
/// Where the localisation maps of virtual people lie, compared with what is known of them. Importance is what a map is above its mean.
/// </summary>
/// <param name="Heart">Share of the image's importance on the ventricles, against their share of the area.</param>
/// <param name="Myocardium">Share on the muscle of the left ventricle.</param>
/// <param name="P">Share of the ECG's importance during P waves, against the share of time.</param>
/// <param name="Qrs">Share during QRS.</param>
/// <param name="StT">Share from the end of QRS to the end of T.</param>
public sealed record PairTruth(
    ImportanceShares Heart, ImportanceShares Myocardium, ImportanceShares P, ImportanceShares Qrs, ImportanceShares StT)
{
    /// <summary>Localises virtual people and compares the maps with the truth.</summary>
    /// <param name="model">The model of pairs.</param>
    /// <param name="people">The people: those whom the model was not trained on.</param>
    /// <param name="preparation">How the images of the run's store were prepared, without resampling to another pixel size.</param>
    /// <param name="resamples">Resamples of the bootstrap over people.</param>
    /// <param name="cancellation">Stops between people.</param>
    /// <exception cref="ArgumentException">The preparation resamples images.</exception>
    public static PairTruth Measure(
        PairModel model, IEnumerable<VirtualSubject> people, CmrPreparation preparation, int resamples = 2000,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(preparation);
        List<ImportanceShare> heart = [], muscle = [], p = [], qrs = [], stT = [];
        foreach (var person in people)
        {
            cancellation.ThrowIfCancellationRequested();
            var image = preparation.Prepare(Study(person));
            var maps = model.Localize(person.RecordEcg(), image, new LocalizationOptions { Temperature = 1 }).Maps;
            heart.Add(OnTissue(tissue => tissue != HeartTissue.Other));
            muscle.Add(OnTissue(tissue => tissue == HeartTissue.Myocardium));
            var (rate, window) = (model.Preparation.SamplingRateHz, model.WindowSamples);
            var segments = person.EcgSegments(rate);
            p.Add(OnSegment(BeatSegment.P));
            qrs.Add(OnSegment(BeatSegment.Qrs));
            stT.Add(OnSegment(BeatSegment.StT));

            ImportanceShare OnTissue(Func<HeartTissue, bool> belongs) => CmrTruth.OnTissue(
                maps.Image, CmrTruth.Mask(
                    person, image.Frames, preparation, model.Images, (maps.ImageShape[1], maps.ImageShape[2]), belongs));

            ImportanceShare OnSegment(BeatSegment part) => ImportanceShare.Of(
                ImportanceShare.AboveMean(maps.Ecg), ShareOfTimes(segments, window, part, maps.EcgShape[1], maps.EcgShape[2]));
        }
        return new PairTruth(Summary(heart), Summary(muscle), Summary(p), Summary(qrs), Summary(stT));

        ImportanceShares Summary(List<ImportanceShare> shares) => ImportanceShares.Of(shares, resamples);
    }

    /// <summary>How much of each place of a map of the ECG is in a part of the beats, the same for all leads.</summary>
    private static double[] ShareOfTimes(BeatSegment[] segments, int window, BeatSegment part, int leads, int times)
    {
        var (within, counts) = (new double[times], new int[times]);
        for (var t = 0; t < window; t++)
        {
            var place = (int)((long)t * times / window);
            counts[place]++;
            if (t < segments.Length && segments[t] == part) within[place]++;
        }
        return [.. Enumerable.Range(0, leads * times).Select(i => within[i % times] / Math.Max(1, counts[i % times]))];
    }

    /// <summary>The study of a person's cine, as it is read from a file.</summary>
    private static CmrStudy Study(VirtualSubject person)
    {
        var planes = person.ImageCine().Planes;
        var frames = new float[]?[1, planes.Count];
        for (var phase = 0; phase < planes.Count; phase++) frames[0, phase] = planes[phase];
        return new CmrStudy(CineGrid.Pixels, CineGrid.Pixels, frames)
        {
            Subject = person.Name,
            SourcePath = person.Name,
            RowSpacingMm = CineGrid.PixelMm,
            ColumnSpacingMm = CineGrid.PixelMm,
        };
    }
}
