using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Dicom;
using EcgCmrNative.Data.Formats.Nifti;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>
/// The CMR studies in a file or folder, DICOM or NIfTI, told apart by content. Files of a DICOM folder become studies by what is in them,
/// never by their names; names matter for NIfTI alone, which has no other place for what an image is of.
/// </summary>
public sealed class CmrStudies
{
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

    /// <summary>Files that begin as an image and are damaged or of a kind that is not read.</summary>
    public IReadOnlyList<CmrReadFailure> Failures { get; }

    /// <summary>Looks through a folder at any depth, or at one file. Headers are read, pixels are not.</summary>
    /// <param name="path">A folder; a DICOM file; a NIfTI file.</param>
    /// <param name="files">The file system; the machine's when null.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="DirectoryNotFoundException">There is neither such a file nor such a folder.</exception>
    public static CmrStudies Open(string path, IFileSystem? files = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        files ??= FileSystem.Disk;
        var found = files.FileExists(path) ? [path] : files.ListFiles(path);
        var (niftis, dicoms, failures) = (new List<string>(), new List<DicomPicture>(), new List<CmrReadFailure>());
        foreach (var file in found)
        {
            cancellation.ThrowIfCancellationRequested();
            if (DicomFile.IsDicom(file, files))
            {
                try { dicoms.AddRange(DicomPicture.In(file, files)); }
                catch (DataFormatException e) { failures.Add(new CmrReadFailure(file, e)); }
            }
            else if (NiftiReader.IsNifti(files, file))
            {
                niftis.Add(file);
            }
        }
        var annotations = new StudyAnnotations(found, files);
        var studies = DicomStudies.Of(dicoms, annotations, files).Concat(NiftiStudies.Of(niftis, annotations, files))
            .OrderBy(study => study.Subject, StringComparer.Ordinal).ThenBy(study => study.Path, StringComparer.Ordinal);
        return new CmrStudies(studies, failures);
    }

    /// <summary>True where <see cref="Open"/> would take a file for an image.</summary>
    public static bool IsImage(string path, IFileSystem? files = null) =>
        DicomFile.IsDicom(path, files) || NiftiReader.IsNifti(files ?? FileSystem.Disk, path);
}
