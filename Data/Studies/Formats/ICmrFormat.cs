using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>A file format that holds cardiac MR images. To add one, implement this and name it in <see cref="CmrStudies"/>.</summary>
internal interface ICmrFormat
{
    /// <summary>
    /// True if the file looks like one of this format, by its first bytes or by an extension that no other format has; such a file is
    /// listed even if it cannot be read. Never throws.
    /// </summary>
    bool CanRead(string path, IFileSystem files);

    /// <summary>Makes studies of the files of this format that were found. Headers are read, pixels are not.</summary>
    /// <param name="found">The files, their annotations, and the list that receives damaged files.</param>
    IEnumerable<CmrStudySource> StudiesOf(FoundImages found);
}

/// <summary>The files of one format that were found in a folder.</summary>
/// <param name="Paths">The files, in ordinal order.</param>
/// <param name="Annotations">Contours and manifests of the whole folder.</param>
/// <param name="Files">The file system.</param>
/// <param name="Failures">Receives damaged and unsupported files.</param>
/// <param name="Cancellation">Stops the search.</param>
internal sealed record FoundImages(
    IReadOnlyList<string> Paths, StudyAnnotations Annotations, IFileSystem Files, ICollection<CmrReadFailure> Failures,
    CancellationToken Cancellation);
