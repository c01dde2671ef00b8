using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Dicom;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>One frame in one DICOM file, and the attributes that place it in a study.</summary>
internal sealed record DicomPicture(
    string Path, DicomFrame Frame, int Rows, int Columns,
    string? Patient, string? Study, DicomSeries Series, string? Instance, string Format)
{
    /// <summary>All frames of a file; none if it has no picture (a DICOMDIR, a report).</summary>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    public static IReadOnlyList<DicomPicture> In(string path, IFileSystem files)
    {
        using var file = DicomFile.Open(path, files);
        var series = new DicomSeries(file.SeriesUid ?? "", file.SeriesNumber, file.SeriesDescription);
        var (patient, study, instance) = (file.PatientId, file.StudyUid, file.InstanceUid);
        var format = string.Join(", ",
            new[] { $"DICOM {file.Modality}".TrimEnd(), file.Scanner, file.TransferSyntax.ToString() }.OfType<string>());
        return
        [
            .. file.Frames.Select(
                frame => new DicomPicture(path, frame, file.Rows, file.Columns, patient, study, series, instance, format)),
        ];
    }
}

/// <summary>The series that a frame was acquired in.</summary>
internal sealed record DicomSeries(string Uid, int? Number, string? Description)
{
    public override string ToString() => $"series {Number?.ToString() ?? Uid}{(Description is null ? "" : $" '{Description}'")}";
}
