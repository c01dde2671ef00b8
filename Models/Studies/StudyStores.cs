using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Studies;

/// <summary>
/// The data of a study: its stores, and who is held out. A virtual cohort is made and prepared in the study's folder, once.
/// </summary>
public sealed class StudyStores : IDisposable
{
    /// <summary>Name of the folder of a virtual cohort in that of the study.</summary>
    public const string CohortFolder = "cohort";

    /// <summary>Name of the folder of the prepared ECGs in that of the study.</summary>
    public const string EcgFolder = "ecg-store";

    private const string CmrFolder = "cmr-store";

    private readonly StudyData _data;

    private StudyStores(StudyData data, EcgStore ecgs, ImageStore? images)
    {
        (_data, Ecgs, Images) = (data, ecgs, images);
        Pairs = images is null ? null : new PairedCohort(ecgs, images);
    }

    /// <summary>The ECGs.</summary>
    public EcgStore Ecgs { get; }

    /// <summary>The images; null without.</summary>
    public ImageStore? Images { get; }

    /// <summary>People with both; null without images.</summary>
    public PairedCohort? Pairs { get; }

    /// <summary>Makes what is missing and opens the stores. What is there already stays.</summary>
    /// <param name="data">The data of the study.</param>
    /// <param name="folder">The folder of the study, which exists.</param>
    /// <param name="progress">Told what is made, how much of it is done, and of how much.</param>
    /// <param name="cancellation">Stops; what is incomplete is made again the next time.</param>
    /// <exception cref="DataFormatException">A store or table is damaged, or a folder has no ECG.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="ArgumentException">No person is in both stores, or the people or folds allow no held-out sets.</exception>
    public static StudyStores Open(
        StudyData data, string folder, Action<string, int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var (ecg, cmr) = (data.Ecg, data.Cmr);
        if (data.Subjects is { } subjects)
        {
            var cohort = Path.Combine(folder, CohortFolder);
            (ecg, cmr) = (Path.Combine(folder, EcgFolder), Path.Combine(folder, CmrFolder));
            if (!File.Exists(Path.Combine(cohort, VirtualCohortWriter.SubjectsFile)))
            {
                var people = new VirtualCohort(data.CohortSeed);
                new VirtualCohortWriter().Write(
                    cohort, people, people.Enriched(subjects, data.CadShare, data.AfShare), Report("virtual people"), cancellation);
            }
            var table = LabelTable.Read(Path.Combine(cohort, VirtualCohortWriter.SubjectsFile), new LabelColumns());
            Prepare(ecg, table, () => EcgSources.InFolder(cohort, table), cancellation);
            if (!PreparedStore.IsIn(cmr))
                new ImageStoreWriter { LabelNames = table.LabelNames }.Write(
                    cmr, CmrSources.InFolder(cohort, table, cancellation: cancellation), Report("images"), cancellation);
        }
        else if (!PreparedStore.IsIn(ecg!))
        {
            var recordings = ecg!;
            var table = data.ReadLabels();
            if (table is null && PtbXlDatabase.IsIn(recordings)) table = PtbXlDatabase.Read(recordings).ToLabels();
            ecg = Path.Combine(folder, EcgFolder);
            Prepare(ecg, table, () => EcgSources.InFolder(recordings, table), cancellation);
        }
        return Open(data, ecg!, cmr);

        void Prepare(string store, LabelTable? table, Func<IReadOnlyList<EcgSource>> sources, CancellationToken stop)
        {
            if (PreparedStore.IsIn(store)) return;
            new EcgStoreWriter { LabelNames = table?.LabelNames ?? [] }.Write(store, sources(), Report("ECGs"), stop);
        }

        Action<int, int>? Report(string what) => progress is null ? null : (done, all) => progress(what, done, all);
    }

    /// <summary>Opens the stores of a study that was run.</summary>
    /// <param name="data">The data of the study.</param>
    /// <param name="folder">The folder of the study.</param>
    /// <exception cref="DataFormatException">A store is missing or damaged.</exception>
    public static StudyStores OpenMade(StudyData data, string folder)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var (ecg, cmr) = (data.Ecg, data.Cmr);
        if (data.Subjects is not null) (ecg, cmr) = (Path.Combine(folder, EcgFolder), Path.Combine(folder, CmrFolder));
        else if (!PreparedStore.IsIn(ecg!)) ecg = Path.Combine(folder, EcgFolder);
        foreach (var store in new[] { ecg, cmr }.OfType<string>())
        {
            if (!PreparedStore.IsIn(store))
                throw new DataFormatException(
                    store, null, "the data of the study are not here: they were not prepared yet, or were deleted; run the study again");
        }
        return Open(data, ecg!, cmr);
    }

    /// <summary>The people whom the study holds out, of ECGs, of images, or of pairs.</summary>
    /// <param name="records">The rows.</param>
    public HeldOutRows HeldOut(IReadOnlyList<CohortRecord> records) => _data.TestFolds.Count > 0
        ? HeldOutRows.ByFold(records, _data.ValidationFolds, _data.TestFolds)
        : HeldOutRows.ByShare(records, _data.Validation, _data.Test, _data.SplitSeed);

    /// <summary>The store of ECGs or of images.</summary>
    public PreparedStore Of(Modality modality) => modality == Modality.Ecg ? Ecgs : Images!;

    /// <inheritdoc/>
    public void Dispose()
    {
        Ecgs.Dispose();
        Images?.Dispose();
    }

    private static StudyStores Open(StudyData data, string ecg, string? cmr)
    {
        var ecgs = EcgStore.Open(ecg);
        ImageStore? images = null;
        try
        {
            images = cmr is null ? null : ImageStore.Open(cmr);
            if (data.ReadLabels() is { } table)
            {
                ecgs.TakeLabels(table);
                images?.TakeLabels(table);
            }
            return new StudyStores(data, ecgs, images);
        }
        catch
        {
            ecgs.Dispose();
            images?.Dispose();
            throw;
        }
    }
}
