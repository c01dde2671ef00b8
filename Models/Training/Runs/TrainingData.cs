using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>The data of a run: its stores, and the person of each row. The caller closes the stores.</summary>
public sealed class TrainingData
{
    private readonly IReadOnlyList<PreparedStore> _stores;

    private TrainingData(IReadOnlyList<CohortRecord> records, EcgStore? ecgs, params IReadOnlyList<PreparedStore> stores)
    {
        (Records, _stores) = (records, stores);
        (Leads, Preparation) = (ecgs?.Manifest.Leads ?? [], ecgs?.Manifest.Preparation);
        ImagePreparation = stores.OfType<ImageStore>().FirstOrDefault()?.Manifest.Preparation;
    }

    /// <summary>The rows of the training, validation and test sets together: recordings of a store, or people with a pair.</summary>
    public IReadOnlyList<CohortRecord> Records { get; }

    /// <summary>Leads of the ECGs; empty without ECGs.</summary>
    public IReadOnlyList<string> Leads { get; }

    /// <summary>How the ECGs were prepared; null without ECGs.</summary>
    public EcgPreparation? Preparation { get; }

    /// <summary>How the images were prepared; null without images.</summary>
    public CmrPreparation? ImagePreparation { get; }

    /// <summary>A store of ECGs or images.</summary>
    public static TrainingData Of(PreparedStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new TrainingData(store.Records, store as EcgStore, store);
    }

    /// <summary>People with an ECG and an image.</summary>
    public static TrainingData Of(PairedCohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return new TrainingData(cohort.Records, cohort.Ecgs, cohort.Ecgs, cohort.Images);
    }

    /// <summary>The fingerprint of every store.</summary>
    /// <param name="labels">The labels that are learned.</param>
    public IReadOnlyList<StoreFingerprint> Fingerprints(params IReadOnlyList<string> labels) =>
        [.. _stores.Select(store => StoreFingerprint.Of(store, labels))];
}
