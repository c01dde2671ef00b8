using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings.Formats;

namespace EcgCmrNative.Data.Recordings;

/// <summary>
/// A file format that holds ECGs. To add one, implement this and name it in <see cref="EcgFormats"/>.
/// </summary>
public interface IEcgFormat
{
    /// <summary>What the field calls the format.</summary>
    string Name { get; }

    /// <summary>
    /// True if the file looks like one of this format, by its name and, where names do not tell, its first bytes.
    /// False on doubt and on a file that cannot be read; never an error.
    /// </summary>
    bool CanRead(string path);

    /// <summary>Opens a file, reading no more than it takes to know how many recordings it holds.</summary>
    /// <exception cref="DataFormatException">The file is not what it claims to be.</exception>
    IEcgFile Open(string path);

    /// <summary>Opens a file if it is of this format.</summary>
    /// <returns>Null if <see cref="CanRead"/> is false.</returns>
    /// <exception cref="DataFormatException">The file is of this format and damaged.</exception>
    IEcgFile? TryOpen(string path) => CanRead(path) ? Open(path) : null;

    /// <summary>
    /// Other files in the folder that this one is made of and that are no recordings of their own, such as the segments of a long record.
    /// </summary>
    IEnumerable<string> PartsOf(string path) => [];
}
