using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Tests.Data.Cohorts;
using EcgCmrNative.Tests.Data.Files;

namespace EcgCmrNative.Tests.Models.Training.Contrastive;

/// <summary>Small stores of ECGs and images of the same people, whose label CAD is every third's.</summary>
internal sealed class PairStores : IDisposable
{
    public const int People = 14;

    /// <summary>The images' own label: each has a class of its own.</summary>
    public const string ImageLabel = "EF";

    /// <param name="seed">Other seeds give other ECGs and images of the same people.</param>
    /// <param name="isReversed">Whether the rows are in the opposite order.</param>
    public PairStores(ulong seed = 3, bool isReversed = false)
    {
        var order = isReversed ? Enumerable.Range(0, People).Reverse() : Enumerable.Range(0, People);
        var sources = order.Select(i => new EcgSource(
            new CohortRecord($"ecg{i}", $"patient{i}", [i % 3 == 0 ? 1 : 0]),
            () => SyntheticEcg.Record(new EcgModel(), seed, number: i, seconds: 2))).ToList();
        new EcgStoreWriter { Preparation = new EcgPreparation { WindowSamples = 1000 }, LabelNames = ["CAD"] }
            .Write(Folder["ecg"], sources, null, default);
        var images = ImageStoreTests.Sources(People, size: seed == 3 ? 21 : 15);
        ImageStoreTests.Writer.Write(Folder["cmr"], isReversed ? [.. images.Reverse()] : images);
        Ecgs = EcgStore.Open(Folder["ecg"]);
        Images = ImageStore.Open(Folder["cmr"]);
        Cohort = new PairedCohort(Ecgs, Images);
    }

    public TemporaryFolder Folder { get; } = new();

    public EcgStore Ecgs { get; }

    public ImageStore Images { get; }

    public PairedCohort Cohort { get; }

    public void Dispose()
    {
        Ecgs.Dispose();
        Images.Dispose();
        Folder.Dispose();
    }
}
