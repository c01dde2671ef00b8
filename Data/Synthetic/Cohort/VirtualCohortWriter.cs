using System.Text;
using System.Text.RegularExpressions;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Data.Synthetic.Cohort;

/// <summary>
/// Writes a virtual cohort in the formats of real studies: <c>ecg/</c> as WFDB, <c>cmr/</c> as NIfTI, <c>subjects.csv</c>, <c>truth.csv</c>
/// and <c>DATA_CARD.md</c>. The table of subjects is written last: a folder without one is not a valid cohort.
/// </summary>
public sealed partial class VirtualCohortWriter
{
    /// <summary>The table that makes a folder a cohort.</summary>
    public const string SubjectsFile = "subjects.csv";

    /// <summary>The page that states the seed.</summary>
    internal const string CardFile = "DATA_CARD.md";

    private const string TruthFile = "truth.csv";
    private const string EcgFolder = "ecg";
    private const string CmrFolder = "cmr";

    /// <summary>Whole stacks instead of the mid-ventricular slice.</summary>
    public bool WholeStack { get; init; }

    /// <summary>Threads that work at once; the files do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The file system.</summary>
    public IFileSystem Files { get; init; } = FileSystem.Disk;

    /// <summary>Finds something in a folder that is not part of a cohort.</summary>
    /// <param name="folder">The folder, which exists.</param>
    /// <returns>The path within the folder of the first such file or folder in ordinal order; null if all are its own.</returns>
    public static string? FindForeign(string folder)
    {
        string[] own = [SubjectsFile, TruthFile, CardFile];
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(entry);
            if (own.Contains(name) && File.Exists(entry)) continue;
            if (name is not (EcgFolder or CmrFolder) || !Directory.Exists(entry)) return name;
            var foreign = Directory.EnumerateFileSystemEntries(entry).Select(path => Path.GetFileName(path)!)
                .Order(StringComparer.Ordinal).FirstOrDefault(file => !OfCohort().IsMatch(file));
            if (foreign is not null) return $"{name}/{foreign}";
        }
        return null;
    }

    /// <summary>Writes the first people of a cohort; an older cohort in the folder is replaced.</summary>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="subjects">How many people, at least 1.</param>
    /// <param name="progress">Told how many are done, of how many; on any thread, one call at a time.</param>
    /// <param name="cancellation">Stops between two people; the folder is then not a valid cohort.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public void Write(
        string folder, VirtualCohort cohort, int subjects, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(subjects, 1);
        Write(folder, cohort, [.. Enumerable.Range(0, subjects)], progress, cancellation);
    }

    /// <summary>Writes some people of a cohort; an older cohort in the folder is replaced.</summary>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="numbers">The numbers of the people, ascending.</param>
    /// <param name="progress">Told how many are done, of how many; on any thread, one call at a time.</param>
    /// <param name="cancellation">Stops between two people; the folder is then not a valid cohort.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public void Write(
        string folder, VirtualCohort cohort, IReadOnlyList<int> numbers, Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(numbers);
        if (numbers.Count == 0) throw new ArgumentException("a cohort needs at least one person", nameof(numbers));
        var (ecg, cmr) = (Path.Combine(folder, EcgFolder), Path.Combine(folder, CmrFolder));
        Files.CreateDirectory(ecg);
        Files.CreateDirectory(cmr);
        Files.Delete(Path.Combine(folder, SubjectsFile));
        DeleteOlder(ecg);
        DeleteOlder(cmr);

        var subjects = numbers.Count;
        var rows = new (string Known, string True)[subjects];
        var hearts = new VirtualHeart[subjects];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Threads), CancellationToken = cancellation };
        Parallel.For(0, subjects, options, place =>
        {
            var subject = cohort.Subject(numbers[place]);
            WfdbFormat.Write(ecg, subject.RecordEcg(), Files);
            NiftiFile.Write(Path.Combine(cmr, subject.Name + ".nii.gz"), subject.ImageCine(WholeStack), NiftiStorage.Int16, Files);
            hearts[place] = subject.Heart;
            rows[place] = (CohortTables.SubjectsRow(subject), CohortTables.TruthRow(subject));
            lock (rows) progress?.Invoke(++done, subjects);
        });
        WriteText(Path.Combine(folder, TruthFile), CohortTables.TruthHeader, rows.Select(row => row.True));
        WriteText(Path.Combine(folder, CardFile), DataCard.Text(
            cohort, WholeStack, isConsecutive: numbers[^1] == subjects - 1, CohortCounts.Of(hearts)), []);
        WriteText(Path.Combine(folder, SubjectsFile), CohortTables.SubjectsHeader, rows.Select(row => row.Known));
    }

    /// <summary>Deletes files of an older, larger cohort, which would seem to belong to this one.</summary>
    private void DeleteOlder(string folder)
    {
        foreach (var path in Files.ListFiles(folder))
        {
            if (OfCohort().IsMatch(Path.GetFileName(path))) Files.Delete(path);
        }
    }

    private void WriteText(string path, string first, IEnumerable<string> rest)
    {
        var text = new StringBuilder(first.TrimEnd('\n')).Append('\n');
        foreach (var line in rest) text.Append(line).Append('\n');
        Files.WriteAtomically(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    [GeneratedRegex(@"^V(\d+_)?\d{6,}\.(hea|dat|nii\.gz)$", RegexOptions.CultureInvariant)]
    private static partial Regex OfCohort();
}
