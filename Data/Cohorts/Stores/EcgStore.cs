using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>
/// Prepared ECG windows: <c>samples.f32</c> is row-major [Count, leads, Length] in float32. <see cref="EcgStoreWriter"/> makes them.
/// </summary>
public sealed class EcgStore : PreparedStore
{
    internal static readonly StoreLayout<EcgManifest, EcgRow> Layout = new(
        "ECGs", "ecgcmr-prepared-store", 1, "samples.f32", PreparedStoreJson.Default.EcgManifest, PreparedStoreJson.Default.EcgRow);

    private EcgManifest _manifest;
    private IReadOnlyList<EcgRow> _rows;

    private EcgStore(EcgManifest manifest, IReadOnlyList<EcgRow> rows, MappedRows mapped) : base(mapped) =>
        (_manifest, _rows) = (manifest, rows);

    /// <inheritdoc/>
    public override EcgManifest Manifest => _manifest;

    /// <inheritdoc/>
    public override IReadOnlyList<EcgRow> Rows => _rows;

    /// <summary>Leads of a row.</summary>
    public int Leads => Manifest.Leads.Count;

    /// <summary>Samples per lead.</summary>
    public int Length => Manifest.Length;

    /// <summary>Opens a store.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="checksums">Whether a block of rows is compared with its checksum when it is first used.</param>
    /// <exception cref="DataFormatException">
    /// The store is incomplete, not of ECGs or of another version, or its files do not match.
    /// </exception>
    public static new EcgStore Open(string folder, bool checksums = true)
    {
        var (manifest, rows, mapped) = Layout.Open(folder, checksums);
        return new EcgStore(manifest, rows, mapped);
    }

    /// <summary>Takes the samples of a row for reading, without a copy.</summary>
    /// <param name="row">Which.</param>
    /// <returns>The samples; dispose them after reading, for example by <c>using</c>.</returns>
    /// <exception cref="DataFormatException">The block that the row is in does not match its checksum.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public EcgSamples Samples(int row) => new(Lease(row));

    /// <summary>The samples of a row, [leads, T] row-major, in a new array.</summary>
    /// <exception cref="DataFormatException">The block that the row is in does not match its checksum.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public float[] Read(int row)
    {
        using var samples = Samples(row);
        return samples.Values.ToArray();
    }

    private protected override void Relabel(IReadOnlyList<string> names, IReadOnlyList<PreparedRow> rows) =>
        (_manifest, _rows) = (_manifest with { LabelNames = names }, [.. rows.Cast<EcgRow>()]);
}

/// <summary>
/// The samples of a row of an <see cref="EcgStore"/>. A store that is closed meanwhile keeps them in memory until they are disposed.
/// </summary>
public readonly ref struct EcgSamples : IDisposable
{
    private readonly RowLease _lease;

    internal EcgSamples(RowLease lease) => _lease = lease;

    /// <summary>[leads, T] row-major; invalid after <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<float> Values => MemoryMarshal.Cast<byte, float>(_lease.Bytes);

    /// <summary>Ends the reading; call it once.</summary>
    public void Dispose() => _lease.Dispose();
}

/// <summary>The manifest of an <see cref="EcgStore"/>.</summary>
public sealed record EcgManifest : PreparedManifest
{
    /// <summary>Leads of a row, in order.</summary>
    public required IReadOnlyList<string> Leads { get; init; }

    /// <summary>Samples per lead.</summary>
    public required int Length { get; init; }

    /// <summary>How the rows were made; sampling rate, cleaning and normalisation are in here.</summary>
    public required EcgPreparation Preparation { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<int> RowShape => [Leads.Count, Length];

    private protected override int ElementBytes => sizeof(float);

    internal override string? Refusal() =>
        Leads.Any(string.IsNullOrEmpty) || Leads.Distinct(StringComparer.Ordinal).Count() < Leads.Count
            ? "the names of its leads are not all different, or one is empty"
            : Preparation.Refusal() ?? base.Refusal();
}

/// <summary>Origin and labels of a window of an <see cref="EcgStore"/>.</summary>
public sealed record EcgRow : PreparedRow
{
    /// <summary>Which window of the recording this is, counted from 0.</summary>
    public int Window { get; init; }

    /// <summary>What is wrong with each of the 12 leads of the recording as it was read.</summary>
    public IReadOnlyList<LeadDefects> Defects { get => field ?? []; init; }

    /// <summary>True if the limb leads contradict each other.</summary>
    public bool EinthovenViolated { get; init; }

    /// <inheritdoc/>
    internal override string? Refusal() =>
        Window < 0 ? $"window {Window}"
        : Defects.Any(defects => (defects & ~AllDefects) != 0) ? "an unknown defect of a lead"
        : base.Refusal();

    private const LeadDefects AllDefects = LeadDefects.Missing | LeadDefects.Gaps | LeadDefects.Flat | LeadDefects.Clipped;
}
