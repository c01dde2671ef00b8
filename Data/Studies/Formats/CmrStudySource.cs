using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>A study that was found and is not read yet.</summary>
/// <param name="Name">
/// A unique name: the subject, followed by "#2", "#3" … if there are several studies of one subject.
/// </param>
/// <param name="Subject">The patient's identifier in the file, else the name of the file or folder.</param>
/// <param name="Path">The file, or the folder that holds its files.</param>
/// <param name="Format">What the files are, to be shown: NIfTI, or DICOM with modality, scanner and transfer syntax.</param>
/// <param name="Read">Reads it; may be called on any thread. Throws <see cref="DataFormatException"/> if it cannot be read.</param>
public sealed record CmrStudySource(string Name, string Subject, string Path, string Format, Func<CmrStudy> Read);

/// <summary>A file that looks like an image and cannot be read, and why.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record CmrReadFailure(string Path, string Reason)
{
    internal CmrReadFailure(string path, DataFormatException error)
        : this(path, error.Offset is { } at ? $"byte {at}: {error.Reason}" : error.Reason)
    {
    }
}
