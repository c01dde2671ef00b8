using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>
/// Prepared data on disk, mapped into memory: a folder with a file of rows that are all of one shape, little-endian; <c>index.jsonl</c>
/// (one <see cref="PreparedRow"/> for each row); and <c>manifest.json</c>, which is written last: without it there is no store. An
/// <see cref="EcgStore"/> or an <see cref="ImageStore"/>. Safe for any number of reading threads.
/// </summary>
public abstract class PreparedStore : IDisposable
{
    private readonly MappedRows _mapped;
    private CohortRecord[]? _records;

    private protected PreparedStore(MappedRows mapped) => _mapped = mapped;

    /// <summary>The store's description.</summary>
    public abstract PreparedManifest Manifest { get; }

    /// <summary>Where each row comes from.</summary>
    public abstract IReadOnlyList<PreparedRow> Rows { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Manifest.Count;

    /// <summary>Name, person, labels and fold of each row, for <see cref="PatientSplit"/>.</summary>
    public IReadOnlyList<CohortRecord> Records =>
        _records ??= [.. Rows.Select(row => new CohortRecord(row.Record, row.Patient, row.Labels, row.Fold))];

    /// <summary>True if a folder has a manifest.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, StoreManifestFile.Name));

    /// <summary>Opens a store of either kind.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="checksums">Whether a block of rows is compared with its checksum when it is first used.</param>
    /// <exception cref="DataFormatException">
    /// The store is incomplete or of another version, or its files do not match.
    /// </exception>
    public static PreparedStore Open(string folder, bool checksums = true) =>
        StoreManifestFile.Read(folder).Format == ImageStore.Layout.FormatName
            ? ImageStore.Open(folder, checksums)
            : EcgStore.Open(folder, checksums);

    /// <summary>Compares all rows with their checksums.</summary>
    /// <exception cref="DataFormatException">A block does not match.</exception>
    public void Verify(CancellationToken cancellation = default) => _mapped.Verify(cancellation);

    /// <summary>Closes the store. Threads that are reading a row end their reading; further reads are refused.</summary>
    public void Dispose()
    {
        _mapped.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Puts the labels, people and folds of a table in the place of the store's, in memory only. Rows are found by the name of their
    /// recording; the labels of a row that is not in the table are missing.
    /// </summary>
    /// <param name="table">The table. If it names no people, those of the store stay.</param>
    /// <returns>The number of rows that are in the table.</returns>
    /// <exception cref="DataFormatException">No row is in the table.</exception>
    public int TakeLabels(LabelTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var index = new LabelIndex(table);
        CohortRecord?[] found = [.. Rows.Select(row => index.Find(row.Record))];
        var count = found.Count(record => record is not null);
        if (count == 0 && Rows.Count > 0)
            throw new DataFormatException(
                Rows[0].Record, null,
                "neither this recording nor any other of the store is in the table of labels, "
                + $"which has {table.Records.Count} rows{(table.Records.Count > 0 ? $" such as '{table.Records[0].Record}'" : "")}");
        IReadOnlyList<float> missing = [.. Enumerable.Repeat(float.NaN, table.LabelNames.Count)];
        Relabel(table.LabelNames, [.. Rows.Zip(found, (row, record) => row with
        {
            Labels = record?.Labels ?? missing,
            Patient = record is null || record.Patient == record.Record ? row.Patient : record.Patient,
            Fold = record is null ? row.Fold : record.Fold ?? row.Fold,
        })]);
        _records = null;
        return count;
    }

    private protected abstract void Relabel(IReadOnlyList<string> names, IReadOnlyList<PreparedRow> rows);

    private protected RowLease Lease(int row) => _mapped.Lease(row);
}
