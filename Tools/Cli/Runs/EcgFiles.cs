using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;

namespace EcgCmrNative.Cli.Runs;

/// <summary>A recording of a file, prepared, or the reason why it is not.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="File">Which of the files it is in, counted from 0.</param>
/// <param name="Samples">[windows, leads, samples]; empty after a failure.</param>
/// <param name="Failure">The failure; null for none.</param>
internal sealed record PreparedRecording(string Name, int File, float[] Samples, IOException? Failure)
{
    /// <summary>The quality of the recording as it was read; null if it could not be read.</summary>
    public SignalQuality? Quality { get; init; }

    /// <summary>The heart rate; null if it is not known.</summary>
    public double? HeartRatePerMinute { get; init; }

    /// <summary>The reason of a failure.</summary>
    public string Reason => (Failure as DataFormatException)?.Reason ?? Failure?.Message ?? "";
}

/// <summary>ECG files that a command line names, and their recordings.</summary>
internal static class EcgFiles
{
    /// <summary>Twice what a batch takes, so that reading goes on while one is computed.</summary>
    private const int FilesAhead = 64;

    /// <summary>The files at some paths, each with its name in tables.</summary>
    /// <exception cref="FileNotFoundException">A path does not exist, or there is no ECG.</exception>
    public static IReadOnlyList<(string Path, string Name)> At(IReadOnlyList<string> paths)
    {
        var files = paths.SelectMany(path => At(path, paths.Count == 1)).ToArray();
        return files.Length > 0
            ? files
            : throw new FileNotFoundException($"{string.Join(", ", paths)}: no ECG found (WFDB headers, arrays)");
    }

    /// <summary>
    /// Reads and prepares files on other threads while the caller works on those before, a few ahead, and returns their recordings in
    /// order. A file that cannot be read does not stop the others.
    /// </summary>
    public static IEnumerable<PreparedRecording> Read(
        IReadOnlyList<(string Path, string Name)> files, EcgPreparation preparation, CancellationToken cancellation)
    {
        var ahead = new Queue<Task<List<PreparedRecording>>>();
        for (var next = 0; next < files.Count || ahead.Count > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            for (; next < files.Count && ahead.Count < FilesAhead; next++)
            {
                var file = next;
                ahead.Enqueue(Task.Run(() => Read(files[file].Path, files[file].Name, file, preparation), CancellationToken.None));
            }
            foreach (var recording in ahead.Dequeue().GetAwaiter().GetResult()) yield return recording;
        }
    }

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

    private static List<PreparedRecording> Read(string path, string name, int number, EcgPreparation preparation)
    {
        var found = new List<PreparedRecording>();
        try
        {
            using var file = EcgFormats.Default.Open(path);
            for (var i = 0; i < file.Count; i++)
            {
                var row = new PreparedRecording(file.Count > 1 ? $"{name}#{i + 1}" : name, number, [], Failure: null);
                try
                {
                    var recording = file.Read(i);
                    row = row with { Quality = SignalQuality.Assess(recording), HeartRatePerMinute = HeartRate.PerMinute(recording) };
                    found.Add(row with { Samples = preparation.Prepare(recording) });
                }
                catch (IOException failure)
                {
                    found.Add(row with { Failure = failure });
                }
            }
        }
        catch (IOException failure)
        {
            found.Add(new PreparedRecording(name, number, [], failure));
        }
        return found;
    }
}
