using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Csv;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>Finds recordings in any table by their names.</summary>
public static class TableRows
{
    private static readonly string[] RecordColumns = ["record", "recording", "subject"];

    /// <summary>
    /// The row of each recording: found by the whole name, without the extension, or without the folder, as labels are.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="recordColumn">The column with the names; null for "record", "recording" or "subject".</param>
    /// <param name="names">The recordings.</param>
    /// <returns>One for each name; −1 if it is not in the table.</returns>
    /// <exception cref="DataFormatException">The column is missing, or has an empty field.</exception>
    public static int[] Find(CsvTable table, string? recordColumn, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(names);
        var column = table.Column(recordColumn ?? Array.Find(RecordColumns, table.HasColumn) ?? RecordColumns[0]);
        // The index gives records back; the fold carries the row.
        CohortRecord[] records =
        [
            .. Enumerable.Range(0, table.RowCount)
                .Select(row => (Row: row, Name: LabelTable.Named(table, row, column))).DistinctBy(record => record.Name)
                .Select(record => new CohortRecord(record.Name, record.Name, [], record.Row)),
        ];
        var index = new LabelIndex(new LabelTable([], records));
        return [.. names.Select(name => index.Find(name, Path.ChangeExtension(name, null))?.Fold ?? -1)];
    }
}
