using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Csv;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>One recording's person, labels and fold.</summary>
/// <param name="Record">The recording, as its file's path or name.</param>
/// <param name="Patient">The person. Recordings of one person stay in one part of a split.</param>
/// <param name="Labels">
/// A value for each of <see cref="LabelTable.LabelNames"/>; NaN if it is missing. A recording with an infinite one cannot be prepared.
/// </param>
/// <param name="Fold">The fold that the set's makers put the recording in, if they did.</param>
public sealed record CohortRecord(string Record, string Patient, IReadOnlyList<float> Labels, int? Fold = null);

/// <summary>The columns of a table of labels.</summary>
public sealed record LabelColumns
{
    /// <summary>
    /// The column with the recording's path or name; null for the one that is called "record" or, without one, "subject".
    /// </summary>
    public string? Record { get; init; }

    /// <summary>The column with the person; null if every recording is a person of its own.</summary>
    public string? Patient { get; init; }

    /// <summary>The column with a fold number; null for the one that is called "fold" or "strat_fold", if there is one.</summary>
    public string? Fold { get; init; }

    /// <summary>The columns with labels; null for all others. Columns called as folds are never among the others.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}

/// <summary>Labels of recordings: numbers, 0 and 1 for classes, 0 for female and 1 for male, NaN for a missing value.</summary>
/// <param name="LabelNames">Names of the label columns.</param>
/// <param name="Records">One entry for each recording.</param>
public sealed record LabelTable(IReadOnlyList<string> LabelNames, IReadOnlyList<CohortRecord> Records)
{
    private static readonly string[] RecordColumns = ["record", "subject"];
    private static readonly string[] FoldColumns = ["fold", "strat_fold"];

    /// <summary>Reads a table of labels.</summary>
    /// <exception cref="DataFormatException">A missing column or name, a label that is not a number, or a duplicate recording.</exception>
    public static LabelTable Read(string path, LabelColumns columns, IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var table = CsvTable.Read(path, files);
        var record = table.Column(columns.Record ?? Array.Find(RecordColumns, table.HasColumn) ?? RecordColumns[0]);
        int? patient = columns.Patient is null ? null : table.Column(columns.Patient);
        int? fold = (columns.Fold ?? Array.Find(FoldColumns, table.HasColumn)) is { } ofFold ? table.Column(ofFold) : null;
        var names = columns.Labels ??
        [
            .. table.Columns.Where((name, index) => index != record && index != patient && index != fold && !FoldColumns.Contains(name)),
        ];
        var labels = names.Select(table.Column).ToArray();
        var sexes = labels.Where(column => IsSex(table, column)).ToHashSet();
        var records = new CohortRecord[table.RowCount];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < records.Length; row++)
        {
            var name = Named(table, row, record);
            if (!seen.Add(name)) throw table.Error(row, $"recording '{name}' is listed twice");
            records[row] = new CohortRecord(
                name,
                patient is null ? name : Named(table, row, patient.Value),
                Array.ConvertAll(
                    labels,
                    column => (float)((sexes.Contains(column) ? SexNumber(table, row, column) : table.NumberOrInfinity(row, column))
                        ?? double.NaN)),
                fold is null ? null : WholeNumber(table, row, fold.Value));
        }
        return new LabelTable(names, records);
    }

    /// <summary>True for a column of nothing but "F", "female", "M", "male" and empty fields.</summary>
    private static bool IsSex(CsvTable table, int column)
    {
        var filled = Enumerable.Range(0, table.RowCount).Select(row => table.Text(row, column))
            .Where(text => !string.IsNullOrWhiteSpace(text));
        return filled.Any() && filled.All(text => EcgSubject.ParseSex(text) != Sex.Unknown);
    }

    private static double? SexNumber(CsvTable table, int row, int column) => EcgSubject.ParseSex(table.Text(row, column)) switch
    {
        Sex.Female => 0,
        Sex.Male => 1,
        _ => null,
    };

    internal static string Named(CsvTable table, int row, int column)
    {
        var text = table.Text(row, column).Trim();
        return text.Length > 0 ? text : throw table.Error(row, $"column '{table.Columns[column]}' is empty");
    }

    /// <summary>A whole number, also if pandas wrote it as "15709.0".</summary>
    internal static int? WholeNumber(CsvTable table, int row, int column) => table.Number(row, column) switch
    {
        null => null,
        { } value when value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue => (int)value,
        { } value => throw table.Error(
            row, FormattableString.Invariant($"{value} in column '{table.Columns[column]}' is not a whole number")),
    };
}
