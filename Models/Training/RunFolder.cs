using System.Text;
using System.Text.Json;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.TensorBoard;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Models.Training;

/// <summary>
/// The folder of one training run: <c>configuration.json</c>, <c>last.safetensors</c>, the best checkpoints, <c>log.jsonl</c> with a line
/// per epoch, and TensorBoard event files.
/// </summary>
public sealed class RunFolder : IDisposable
{
    /// <summary>Name of the checkpoint that training resumes from.</summary>
    public const string LastCheckpoint = CheckpointFormat.LastCheckpoint;

    /// <summary>Name of the file with the run's settings; it is there from the start of training.</summary>
    public const string ConfigurationFile = "configuration.json";

    /// <summary>Name of the report that <c>ecgcmr pretrain</c> writes at the end.</summary>
    public const string ReportFile = "report.html";

    /// <summary>Name of the file with the people that the run was trained on.</summary>
    internal const string PeopleFile = "trained-on.txt";

    private const string Log = "log.jsonl";
    private const string DamagedExtension = ".damaged";
    private readonly IFileSystem _files;
    private EventFile? _events;
    private IDisposable? _lock;
    private readonly HashSet<string> _created = new(StringComparer.Ordinal);
    private List<string>? _missing;

    /// <summary>Names a folder; it is created by the first file that training writes.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="files">The file system; the machine's when null.</param>
    public RunFolder(string path, IFileSystem? files = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _files = files ?? FileSystem.Disk;
        Path = path;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The file system.</summary>
    public IFileSystem Files => _files;

    /// <summary>True when there is something to resume.</summary>
    public bool HasCheckpoint => _files.FileExists(File(LastCheckpoint));

    /// <summary>
    /// The file with the weights of a path: for a run's folder the checkpoint of its best epoch, or the last one if none was kept; a
    /// file is returned as it is.
    /// </summary>
    /// <exception cref="DataFormatException">The folder has no checkpoint.</exception>
    public static string Weights(string path) => CheckpointFormat.WeightsAt(path);

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Creates the folder, and those above it.</summary>
    public void Create()
    {
        if (_missing is not null || _files.DirectoryExists(Path)) return;
        _missing = [.. MissingFolders(System.IO.Path.GetFullPath(Path))];
        _files.CreateDirectory(Path);
    }

    /// <summary>
    /// Locks the existing folder against other runs until this object is disposed, and deletes the temporary files of killed ones.
    /// </summary>
    /// <exception cref="FolderInUseException">Another run is writing to the folder.</exception>
    internal void Lock()
    {
        if (_lock is not null) return;
        _lock = _files.Lock(Path);
        _files.DeleteStale(Path, IsOwn);
    }

    /// <summary>Refuses a folder that another run is writing to. It is not locked afterwards.</summary>
    /// <exception cref="FolderInUseException">Another run is writing to the folder.</exception>
    internal void RequireUnlocked()
    {
        try
        {
            _files.Lock(Path).Dispose();
        }
        catch (Exception error) when (error is IOException and not FolderInUseException or UnauthorizedAccessException)
        {
            // A folder that this user cannot lock is refused for another reason.
        }
    }

    /// <summary>
    /// Removes a run without an epoch in the log and without a checkpoint. Only files and folders that this object created are removed,
    /// and of the folders those that are empty then.
    /// </summary>
    public void RemoveUnlessTrained()
    {
        if (HasCheckpoint || ReadLog().Count > 0) return;
        foreach (var name in _created) _files.Delete(File(name));
        _created.Clear();
        Unlock();
        foreach (var folder in _missing ?? [])
        {
            if (!_files.DeleteEmptyDirectory(folder)) return;
        }
        _missing = null;
    }

    /// <summary>Writes the configuration.</summary>
    public void WriteConfiguration(string json) => Write(ConfigurationFile, json);

    /// <summary>Writes a file before the first step; <see cref="RemoveUnlessTrained"/> removes it if it was not there.</summary>
    internal void Write(string name, string text)
    {
        Create();
        if (!_files.FileExists(File(name))) _created.Add(name);
        _files.WriteAtomically(File(name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Adds an epoch to the logs.</summary>
    public void Append(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
        var line = new Dictionary<string, double> { ["epoch"] = epoch };
        foreach (var (name, value) in metrics) line[name] = value;
        WriteLog([.. ReadLog(), JsonSerializer.Serialize(line, TrainingJson.Default.DictionaryStringDouble)]);
        _events ??= new EventFile(Path, DateTimeOffset.UtcNow, _files);
        _events.Add(epoch, DateTimeOffset.UtcNow, metrics);
    }

    /// <summary>The metrics of every epoch that is in the log, and its number under <c>epoch</c>.</summary>
    /// <exception cref="DataFormatException">A line of the log is damaged.</exception>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> ReadEpochs() => [.. ReadLog().Select(Parse)];

    /// <summary>
    /// Removes lines of the log that cannot be read, as a full disk or an editor may leave them. The file as it was is kept beside it.
    /// </summary>
    /// <returns>What was done; null if every line can be read.</returns>
    internal string? RepairLog()
    {
        var lines = ReadLog();
        var good = lines.Where(line => TryParse(line) is { } values && values.ContainsKey("epoch")).ToList();
        if (good.Count == lines.Count) return null;
        var copy = Log + DamagedExtension;
        for (var number = 2; _files.FileExists(File(copy)); number++) copy = $"{Log}{DamagedExtension}-{number}";
        using (var damaged = _files.OpenRead(File(Log)))
            _files.WriteAtomically(File(copy), damaged.CopyTo);
        WriteLog(good);
        return $"{File(Log)}: {lines.Count - good.Count} of {lines.Count} lines could not be read and were removed; "
            + $"the file as it was is {copy}";
    }

    /// <summary>Removes the epochs from the log that will be repeated.</summary>
    public void ForgetFrom(int epoch)
    {
        var lines = ReadLog();
        var kept = lines.TakeWhile(line => Epoch(line) < epoch).ToList();
        if (kept.Count < lines.Count) WriteLog(kept);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _events?.Dispose();
        Unlock();
    }

    private void Unlock()
    {
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>The files of a run that are written by way of a temporary one.</summary>
    private static bool IsOwn(string name) =>
        name is LastCheckpoint or ConfigurationFile or Log or PeopleFile or ReportFile
        || name.StartsWith(Log + DamagedExtension, StringComparison.Ordinal)
        || name.StartsWith("projections-", StringComparison.Ordinal) && name.EndsWith(".safetensors", StringComparison.Ordinal)
        || CheckpointFormat.IsNameOfBest(name);

    /// <summary>A folder and those above it that do not exist, the deepest first.</summary>
    private IEnumerable<string> MissingFolders(string folder)
    {
        while (!_files.DirectoryExists(folder) && System.IO.Path.GetDirectoryName(folder) is { } above)
        {
            yield return folder;
            folder = above;
        }
    }

    private double Epoch(string line) => Parse(line).GetValueOrDefault("epoch", double.PositiveInfinity);

    private Dictionary<string, double> Parse(string line) =>
        TryParse(line) ?? throw new DataFormatException(File(Log), null, $"a line is not a JSON object of numbers: {line}");

    private static Dictionary<string, double>? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, TrainingJson.Default.DictionaryStringDouble);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private List<string> ReadLog()
    {
        if (!_files.FileExists(File(Log))) return [];
        using var reader = new StreamReader(_files.OpenRead(File(Log)));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private void WriteLog(IReadOnlyList<string> lines) =>
        _files.WriteAtomically(File(Log), stream =>
        {
            foreach (var line in lines) stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        });
}
