using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>Makes an <see cref="EcgStore"/> of recordings.</summary>
public sealed record EcgStoreWriter : PreparedStoreWriter<EcgRecording, EcgManifest, EcgRow>
{
    /// <summary>The recipe.</summary>
    public EcgPreparation Preparation { get; init; } = new();

    private protected override StoreLayout<EcgManifest, EcgRow> Layout => EcgStore.Layout;

    private protected override EcgManifest Describe() =>
        new() { Leads = Enum.GetNames<Lead>(), Length = Preparation.WindowSamples, Preparation = Preparation };

    private protected override (EcgRow[] Rows, Array Values) Prepare(CohortRecord about, EcgRecording recording)
    {
        var quality = SignalQuality.Assess(recording);
        var samples = Preparation.Prepare(recording);
        var rows = new EcgRow[samples.Length / (LeadMap.LeadCount * Preparation.WindowSamples)];
        for (var window = 0; window < rows.Length; window++)
        {
            rows[window] = new EcgRow
            {
                Record = about.Record,
                Source = Path.GetFileName(recording.SourcePath),
                Patient = about.Patient,
                Window = window,
                Fold = about.Fold,
                Labels = about.Labels,
                Defects = [.. quality.Leads.Select(lead => lead.Defects)],
                EinthovenViolated = quality.EinthovenViolated,
            };
        }
        return (rows, samples);
    }
}
