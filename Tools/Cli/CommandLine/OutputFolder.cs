using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>
/// A folder that a command makes. Unless the command says that it succeeded, what it made is gone at the end: the folder, if it was not
/// there before, and the folders above it that were not.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly string? _made;
    private bool _keep;

    /// <param name="path">The folder; nothing is made yet.</param>
    public OutputFolder(string path) => _made = TopmostMissing(Path.GetFullPath(path));

    /// <summary>For a file: the folder that it is in.</summary>
    public static OutputFolder Of(string file) => new(Path.GetDirectoryName(Path.GetFullPath(file))!);

    /// <summary>Writes to the folder. If another process is writing to it, the folder is not this command's, and stays.</summary>
    /// <exception cref="FolderInUseException">Another process is writing to the folder.</exception>
    public T Fill<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (FolderInUseException)
        {
            Keep();
            throw;
        }
    }

    /// <summary>The command succeeded.</summary>
    public void Keep() => _keep = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_keep && _made is not null && Directory.Exists(_made)) Directory.Delete(_made, recursive: true);
    }

    private static string? TopmostMissing(string path)
    {
        string? missing = null;
        for (var folder = path; folder is not null && !Path.Exists(folder); folder = Path.GetDirectoryName(folder)) missing = folder;
        return missing;
    }
}
