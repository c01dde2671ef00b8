using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings.Formats;

namespace EcgCmrNative.Data.Recordings;

/// <summary>
/// A file format that holds ECGs. To add one, implement this and name it in <see cref="EcgFormats"/>.
/// </summary>
public interface IEcgFormat
{
    /// <summary>The usual name of the format.</summary>
    string Name { get; }

    /// <summary>
    /// True if the file looks like one of this format, by its name and, if the name is not enough, its first bytes.
    /// False in doubt and for a file that cannot be read; never throws.
    /// </summary>
    bool CanRead(string path);

    /// <summary>Opens a file, reading only what is needed to count its recordings.</summary>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    IEcgFile Open(string path);

    /// <summary>Opens a file if it is of this format.</summary>
    /// <returns>Null if the file is of another format, or of this one without ECGs.</returns>
    /// <exception cref="DataFormatException">The file looks like one of this format and cannot be read.</exception>
    IEcgFile? TryOpen(string path) => CanRead(path) ? Open(path) : null;
}
