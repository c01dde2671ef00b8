using System.Text;
using System.Text.Json;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>Key frames and contours of a study, from files in its folder.</summary>
internal sealed record StudyKnowledge(int? EndDiastole, int? EndSystole, int? MidSlice, IReadOnlyList<CmrContour> Contours);

/// <summary>
/// Contours and manifests among the files of a folder. A manifest index.json is an array of objects with "subject", and if known
/// "original_id", "ed_phase", "es_phase" (counted from 0) and "ed_file_mid", the instance number of the mid-ventricular slice at
/// end-diastole. Contours belong to the study whose subject, or original identifier, a folder above them is named after; else to the only
/// study within the nearest folder that has any.
/// </summary>
internal sealed class StudyAnnotations
{
    /// <summary>The name of a manifest.</summary>
    internal const string ManifestName = "index.json";


    private const int MaximumManifestBytes = 1 << 24;

    private const int MostFailures = 100;

    /// <summary>About what an entry costs.</summary>
    private const int EntryBytes = 128;

    private static readonly string[] EntryNames = ["original_id", "ed_phase", "es_phase", "ed_file_mid"];

    private readonly List<ManifestEntry> _manifest = [];

    /// <summary>The first entry of each subject and of each original identifier.</summary>
    private readonly Dictionary<string, int> _bySubject = new(StringComparer.Ordinal), _byOriginalId = new(StringComparer.Ordinal);

    private readonly List<CmrReadFailure> _failures = [];
    private readonly ILookup<string, SunnybrookContour> _contours;
    private readonly IFileSystem _files;

    public StudyAnnotations(IReadOnlyList<string> found, IFileSystem files)
    {
        _files = files;
        _contours = found.Select(SunnybrookContour.Find).OfType<SunnybrookContour>().ToLookup(contour => contour.Set);
        foreach (var path in found.Where(path => Path.GetFileName(path) == ManifestName)) ReadManifest(path);
    }

    /// <summary>Manifests that cannot be read, or entries of them.</summary>
    public IReadOnlyList<CmrReadFailure> Failures => _failures;

    /// <param name="subject">The study's subject.</param>
    /// <param name="folder">The folder of its files.</param>
    /// <param name="allFolders">The folders of all studies, including this one.</param>
    /// <param name="grid">Its frames.</param>
    public StudyKnowledge For(string subject, string folder, IReadOnlyList<string> allFolders, PhaseGrid grid)
    {
        var entry = Entry(subject, folder);
        var names = new[] { subject, Path.GetFileName(folder), entry?.Subject, entry?.OriginalId }.OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = _contours.Where(set => set.Key.Split('/', '\\').Any(names.Contains)).ToArray();
        var sets = named.Length > 0 ? named : _contours.Where(set => Nearest(set.Key, allFolders) == folder);
        var contours = new List<CmrContour>();
        foreach (var contour in sets.SelectMany(set => set))
        {
            if (grid.Find(contour.InstanceNumber) is var (slice, phase))
                contours.Add(new CmrContour(slice, phase, contour.Kind, contour.Read(_files)));
        }
        var drawn = ContouredPhases.Of(contours);
        var middle = entry?.EdFileMid is { } instance ? grid.Find(instance) : null;
        var (diastole, systole) = Phases(entry, grid.Phases);
        return new StudyKnowledge(
            diastole ?? drawn.EndDiastole, systole ?? drawn.EndSystole, middle?.Slice ?? drawn.MidSlice, contours);
    }

    /// <summary>End-diastole and end-systole by a manifest, for a study without instance numbers; null if no manifest has them.</summary>
    /// <param name="subject">The study's subject.</param>
    /// <param name="folder">The folder of its file.</param>
    /// <param name="phases">Number of its phases.</param>
    /// <exception cref="DataFormatException">The manifest names a phase that the study does not have.</exception>
    public (int? EndDiastole, int? EndSystole) Phases(string subject, string folder, int phases) =>
        Phases(Entry(subject, folder), phases);

    private ManifestEntry? Entry(string subject, string folder)
    {
        var first = Math.Min(
            Math.Min(At(_bySubject, subject), At(_byOriginalId, subject)), At(_bySubject, Path.GetFileName(folder)));
        return first < _manifest.Count ? _manifest[first] : null;

        static int At(Dictionary<string, int> table, string name) => table.GetValueOrDefault(name, int.MaxValue);
    }

    private void Add(ManifestEntry entry)
    {
        if (entry.Subject is { } subject) _bySubject.TryAdd(subject, _manifest.Count);
        if (entry.OriginalId is { } original) _byOriginalId.TryAdd(original, _manifest.Count);
        _manifest.Add(entry);
    }

    private static (int? EndDiastole, int? EndSystole) Phases(ManifestEntry? entry, int phases)
    {
        return (Existing(entry?.EdPhase, "ed_phase"), Existing(entry?.EsPhase, "es_phase"));

        int? Existing(int? phase, string name) => phase is null || (phase >= 0 && phase < phases)
            ? phase
            : throw new DataFormatException(
                entry!.Path, null, $"{name} of '{entry.Subject ?? entry.OriginalId}' is {phase}; the study has phases 0 to {phases - 1}");
    }

    /// <summary>The folder of the only study within the nearest folder above that has any, or null.</summary>
    private static string? Nearest(string from, IReadOnlyList<string> folders)
    {
        for (var above = from; !string.IsNullOrEmpty(above); above = Path.GetDirectoryName(above))
        {
            var inside = folders.Where(folder => folder == above
                || folder.StartsWith(above + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToArray();
            if (inside.Length > 0) return inside.Length == 1 ? inside[0] : null;
        }
        return null;
    }

    /// <summary>Reads a manifest entry by entry: a damaged one is listed, and the others count.</summary>
    private void ReadManifest(string path)
    {
        byte[] bytes;
        try
        {
            bytes = _files.ReadAllData(path, MaximumManifestBytes);
        }
        catch (DataFormatException e)
        {
            _failures.Add(new CmrReadFailure(path, e));
            return;
        }
        var (budget, number) = (new FileBudget(path, bytes.Length), 0);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            // Many programs write files of this name; one that is not such a manifest is ignored.
            if (document.RootElement.ValueKind != JsonValueKind.Array) return;
            foreach (var element in document.RootElement.EnumerateArray())
            {
                number++;
                if (element.ValueKind != JsonValueKind.Object || !IsEntry(element)) continue;
                budget.Take(EntryBytes, "entries");
                if (Entry(path, number, element) is { } entry) Add(entry);
            }
        }
        catch (JsonException e)
        {
            if (Array.Exists(EntryNames, name => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0))
                _failures.Add(new CmrReadFailure(path, $"the manifest of the studies is not valid JSON: {JsonReason.Of(e)}"));
        }
        catch (DataFormatException e)
        {
            _failures.Add(new CmrReadFailure(path, e));
        }
    }

    private ManifestEntry? Entry(string path, int number, JsonElement element)
    {
        var entry = new ManifestEntry(path);
        foreach (var field in element.EnumerateObject())
        {
            var isRead = true;
            if (field.NameEquals("subject")) isRead = IsText(field.Value, out entry.Subject);
            else if (field.NameEquals("original_id")) isRead = IsText(field.Value, out entry.OriginalId);
            else if (field.NameEquals("ed_phase")) isRead = IsNumber(field.Value, out entry.EdPhase);
            else if (field.NameEquals("es_phase")) isRead = IsNumber(field.Value, out entry.EsPhase);
            else if (field.NameEquals("ed_file_mid")) isRead = IsNumber(field.Value, out entry.EdFileMid);
            if (isRead) continue;
            if (_failures.Count < MostFailures)
                _failures.Add(new CmrReadFailure(
                    path, $"entry {number} of the manifest of the studies cannot be read: '{field.Name}' is not a "
                        + (field.NameEquals("subject") || field.NameEquals("original_id") ? "text" : "whole number of 32 bits")));
            return null;
        }
        return entry;

        static bool IsText(JsonElement value, out string? text)
        {
            text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return text is not null || value.ValueKind == JsonValueKind.Null;
        }

        static bool IsNumber(JsonElement value, out int? number)
        {
            number = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole) ? whole : null;
            return number is not null || value.ValueKind == JsonValueKind.Null;
        }
    }

    /// <summary>True for an object with a field that only such a manifest has.</summary>
    private static bool IsEntry(JsonElement element) =>
        element.EnumerateObject().Any(field => Array.Exists(EntryNames, name => field.NameEquals(name)));

    private sealed class ManifestEntry(string path)
    {
        public string? Subject, OriginalId;
        public int? EdPhase, EsPhase, EdFileMid;

        public string Path => path;
    }
}
