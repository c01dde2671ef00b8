using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>Makes an <see cref="ImageStore"/> of studies.</summary>
public sealed record ImageStoreWriter : PreparedStoreWriter<CmrStudy, ImageManifest, ImageRow>
{
    /// <summary>The recipe.</summary>
    public CmrPreparation Preparation { get; init; } = new();

    private protected override StoreLayout<ImageManifest, ImageRow> Layout => ImageStore.Layout;

    private protected override ImageManifest Describe() => new() { Preparation = Preparation };

    private protected override (ImageRow[] Rows, Array Values) Prepare(CohortRecord about, CmrStudy study)
    {
        var image = Preparation.Prepare(study);
        var row = new ImageRow
        {
            Record = about.Record,
            Source = Path.GetFileName(Path.TrimEndingDirectorySeparator(study.SourcePath)),
            Patient = about.Patient,
            Fold = about.Fold,
            Labels = about.Labels,
            Frames = image.Frames,
            RowSpacingMm = image.RowSpacingMm,
            ColumnSpacingMm = image.ColumnSpacingMm,
            Notes = study.Notes,
        };
        return ([row], ImageEncoding.Encode(image.Pixels));
    }
}
