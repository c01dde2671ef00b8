using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Studies.Formats;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>Finds studies to prepare.</summary>
public static class CmrSources
{
    /// <summary>Columns of a table of phases.</summary>
    private static readonly string[] PhaseColumns = ["ed_phase", "es_phase"];

    /// <summary>
    /// Every study in a folder, with its row of the table of labels. A damaged image file becomes a source that throws when it
    /// is read.
    /// </summary>
    /// <param name="folder">A folder, searched at any depth, or a file.</param>
    /// <param name="labels">
    /// A table whose records are the studies' subjects, or paths or names of their files with or without extension; studies that it does
    /// not list are left out. Null takes all, each of the person that the file names.
    /// </param>
    /// <param name="phases">
    /// End-diastole and end-systole of studies, from <see cref="ReadPhases"/>; they take precedence over the files. Null for none.
    /// </param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="DataFormatException">None of the table's recordings is in the folder.</exception>
    public static IReadOnlyList<CmrSource> InFolder(
        string folder, LabelTable? labels = null, LabelTable? phases = null, CancellationToken cancellation = default)
    {
        var found = CmrStudies.Open(folder, cancellation: cancellation);
        var (table, phaseTable) = (labels is null ? null : new LabelIndex(labels), phases is null ? null : new LabelIndex(phases));
        var sources = new List<CmrSource>();
        foreach (var study in found.Studies)
        {
            var path = LabelIndex.NameOf(folder, study.Path);
            var known = table?.Find(study.Name, study.Subject, path);
            if (table is not null && known is null) continue;
            var about = known is null ? new CohortRecord(study.Name, study.Subject, []) : known with { Record = study.Name };
            var told = phaseTable?.Find(study.Name, study.Subject, path);
            sources.Add(new CmrSource(about, told is null ? study.Read : () => WithPhases(study.Read(), told)));
        }
        table?.RequireFound(sources.Count, folder);
        var unknown = Enumerable.Repeat(float.NaN, labels?.LabelNames.Count ?? 0).ToArray();
        sources.AddRange(found.Failures.Select(failure => new CmrSource(
            new CohortRecord(LabelIndex.NameOf(folder, failure.Path), failure.Path, unknown),
            () => throw new DataFormatException(failure.Path, null, failure.Reason + Lacking(found, failure)))));
        return sources;
    }

    /// <summary>Added to the error of a file whose folder belongs to a study; empty for other files.</summary>
    private static string Lacking(CmrStudies found, CmrReadFailure failure)
    {
        if (Path.GetFileName(failure.Path) == StudyAnnotations.ManifestName) return "";
        var folder = Path.GetDirectoryName(failure.Path);
        return found.Studies.FirstOrDefault(study => study.Path == folder) is { } study
            ? $"; if this file is a frame of {study.Name}, that study has one phase less, and its later phases have lower numbers"
            : "";
    }

    /// <summary>Reads a table of phases: columns ed_phase and es_phase, counted from 0, and the column with the recording.</summary>
    /// <param name="path">A CSV file.</param>
    /// <param name="recordColumn">The column with the recording; null for the usual ones.</param>
    /// <exception cref="DataFormatException">A column is missing, or a phase is not a number.</exception>
    public static LabelTable ReadPhases(string path, string? recordColumn = null) =>
        LabelTable.Read(path, new LabelColumns { Record = recordColumn, Labels = PhaseColumns });

    private static CmrStudy WithPhases(CmrStudy study, CohortRecord told)
    {
        return study with { EndDiastole = Phase(0) ?? study.EndDiastole, EndSystole = Phase(1) ?? study.EndSystole };

        int? Phase(int column) => told.Labels[column] switch
        {
            float.NaN => null,
            var phase when phase >= 0 && phase < study.Phases && phase == (int)phase => (int)phase,
            var phase => throw new DataFormatException(study.SourcePath, null,
                FormattableString.Invariant(
                    $"{PhaseColumns[column]} of the table is {phase}; the study has phases 0 to {study.Phases - 1}")),
        };
    }
}
