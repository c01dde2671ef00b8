using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;

namespace EcgCmrNative.Cli.Runs;

/// <summary>A recording of a file, prepared, or the reason why it is not.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Samples">[windows, leads, samples]; empty after a failure.</param>
/// <param name="Failure">The failure; null for none.</param>
internal sealed record PreparedRecording(string Name, float[] Samples, IOException? Failure);

/// <summary>ECG files that a command line names, and their recordings.</summary>
internal static class EcgFiles
{
    /// <summary>The files at some paths, each with its name in tables.</summary>
    /// <exception cref="FileNotFoundException">A path does not exist, or there is no ECG.</exception>
    public static IReadOnlyList<(string Path, string Name)> At(IReadOnlyList<string> paths)
    {
        var files = paths.SelectMany(path => At(path, paths.Count == 1)).ToArray();
        return files.Length > 0
            ? files
            : throw new FileNotFoundException($"{string.Join(", ", paths)}: no ECG found (WFDB headers, arrays)");
    }

    /// <summary>Reads and prepares files on all threads. A file that cannot be read does not stop the others.</summary>
    public static IReadOnlyList<PreparedRecording> Read(
        IReadOnlyList<(string Path, string Name)> files, EcgPreparation preparation, CancellationToken cancellation) =>
    [
        .. files.AsParallel().AsOrdered().WithCancellation(cancellation).SelectMany(file => Read(file.Path, file.Name, preparation)),
    ];

    /// <summary>The files of a folder, or a file itself, each with its name in the table.</summary>
    private static IEnumerable<(string Path, string Name)> At(string path, bool isOnly)
    {
        if (Directory.Exists(path)) return EcgFolder.Enumerate(path).Select(entry => (entry.Path, NameOf(path, entry.Path, isOnly)));
        return File.Exists(path)
            ? [(path, isOnly ? Path.GetFileName(path) : path)]
            : throw new FileNotFoundException($"{path}: there is no such file or folder");
    }

    /// <summary>The name of a file in a folder: its path within the only folder, otherwise after the folder as it was given.</summary>
    private static string NameOf(string folder, string path, bool isOnly)
    {
        var name = Path.GetRelativePath(Path.GetFullPath(folder), path);
        return (isOnly ? name : Path.Combine(folder, name)).Replace('\\', '/');
    }

    private static List<PreparedRecording> Read(string path, string name, EcgPreparation preparation)
    {
        var found = new List<PreparedRecording>();
        try
        {
            using var file = EcgFormats.Default.Open(path);
            for (var i = 0; i < file.Count; i++)
            {
                var row = file.Count > 1 ? $"{name}#{i + 1}" : name;
                try
                {
                    found.Add(new PreparedRecording(row, preparation.Prepare(file.Read(i)), null));
                }
                catch (IOException failure)
                {
                    found.Add(new PreparedRecording(row, [], failure));
                }
            }
        }
        catch (IOException failure)
        {
            found.Add(new PreparedRecording(name, [], failure));
        }
        return found;
    }
}
