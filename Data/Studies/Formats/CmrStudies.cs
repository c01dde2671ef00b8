using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>
/// The CMR studies in a file or folder, DICOM or NIfTI, recognised by content. Files of a DICOM folder become studies by what is in them,
/// never by their names; only for NIfTI do names matter, as such a file does not describe its content otherwise.
/// </summary>
public sealed class CmrStudies
{
    /// <summary>In the order in which they are tried.</summary>
    private static readonly ICmrFormat[] Formats = [new DicomStudies(), new NiftiStudies()];

    private CmrStudies(IEnumerable<CmrStudySource> studies, IReadOnlyList<CmrReadFailure> failures)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var named = new List<CmrStudySource>();
        foreach (var study in studies)
        {
            var count = seen[study.Subject] = seen.GetValueOrDefault(study.Subject) + 1;
            named.Add(study with { Name = count == 1 ? study.Subject : $"{study.Subject}#{count}" });
        }
        (Studies, Failures) = (named, failures);
    }

    /// <summary>All studies, in ordinal order of subject and then path.</summary>
    public IReadOnlyList<CmrStudySource> Studies { get; }

    /// <summary>Files that begin or are named as an image and are damaged or of a kind that is not read; damaged manifests.</summary>
    public IReadOnlyList<CmrReadFailure> Failures { get; }

    /// <summary>Looks through a folder at any depth, or at one file. Headers are read, pixels are not.</summary>
    /// <param name="path">A folder; a DICOM file; a NIfTI file.</param>
    /// <param name="files">The file system; the machine's if null.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="DirectoryNotFoundException">The path does not exist.</exception>
    public static CmrStudies Open(string path, IFileSystem? files = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        files ??= FileSystem.Disk;
        var found = files.FileExists(path) ? [path] : files.ListFiles(path);
        var byFormat = Formats.ToDictionary(format => format, _ => new List<string>());
        foreach (var file in found)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Array.Find(Formats, format => format.CanRead(file, files)) is { } format) byFormat[format].Add(file);
        }
        var annotations = new StudyAnnotations(found, files);
        var failures = new List<CmrReadFailure>(annotations.Failures);
        var studies = Formats
            .SelectMany(format => format.StudiesOf(new FoundImages(byFormat[format], annotations, files, failures, cancellation)))
            .OrderBy(study => study.Subject, StringComparer.Ordinal).ThenBy(study => study.Path, StringComparer.Ordinal);
        return new CmrStudies(studies, failures);
    }

    /// <summary>True if <see cref="Open"/> would take a file for an image.</summary>
    public static bool IsImage(string path, IFileSystem? files = null) =>
        Array.Exists(Formats, format => format.CanRead(path, files ?? FileSystem.Disk));
}
