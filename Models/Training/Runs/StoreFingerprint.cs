using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EcgCmrNative.Data.Cohorts.Stores;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>
/// Identifies a prepared store, so that a resumed run recognises its data. It costs a pass over the index: the samples are identified by
/// the checksums in the manifest. It contains no names.
/// </summary>
public sealed record StoreFingerprint
{
    /// <summary>The <see cref="Kind"/> of a store of ECGs.</summary>
    public const string Ecg = "ECG";

    /// <summary>The <see cref="Kind"/> of a store of images.</summary>
    public const string Cmr = "CMR";

    private const int ShownDigits = 12;

    /// <summary>What the store holds: <see cref="Ecg"/> or <see cref="Cmr"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Number of rows; null if the run was started by a version that did not record it.</summary>
    public int? Rows { get; init; }

    /// <summary>SHA-256 of all samples in their order.</summary>
    public required string Samples { get; init; }

    /// <summary>SHA-256 of the names of recordings and people, in the order of the rows; null if it was not recorded.</summary>
    public string? People { get; init; }

    /// <summary>SHA-256 of the labels that the run learns; null without one.</summary>
    public string? Label { get; init; }

    /// <summary>The fingerprint of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="labels">The labels that are learned. Other labels may be added to a store while a run pauses.</param>
    public static StoreFingerprint Of(PreparedStore store, params IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(labels);
        var names = store.Manifest.LabelNames.ToList();
        int[] columns = [.. labels.Select(label => names.IndexOf(label)).Where(column => column >= 0)];
        return new StoreFingerprint
        {
            Kind = store is ImageStore ? Cmr : Ecg,
            Rows = store.Count,
            Samples = Hash(store.Manifest.BlockSha256.Select(Encoding.ASCII.GetBytes)),
            People = Hash(store.Rows.Select(row => Encoding.UTF8.GetBytes($"{row.Record}\0{row.Patient}\n"))),
            Label = columns.Length == 0
                ? null
                : Hash(store.Rows.Select(row => MemoryMarshal.AsBytes(columns.Select(column => row.Labels[column]).ToArray().AsSpan())
                    .ToArray())),
        };
    }

    /// <summary>The differences to another store. Properties that the run did not record are not compared.</summary>
    internal IEnumerable<Difference> DifferencesTo(StoreFingerprint now)
    {
        (string Name, string? Before, string? Now)[] parts =
        [
            ("number of rows", Text(Rows), Text(now.Rows)),
            ("samples (SHA-256)", Short(Samples), Short(now.Samples)),
            ("order of recordings and people (SHA-256)", Short(People), Short(now.People)),
            ("values of the learned labels (SHA-256)", Short(Label), Short(now.Label)),
        ];
        return parts.Where(part => part.Before is not null && part.Before != part.Now)
            .Select(part => new Difference($"{Kind} store, {part.Name}", part.Before!, part.Now ?? "none"));
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Short(string? hash) => hash is { Length: > ShownDigits } ? hash[..ShownDigits] : hash;

    private static string Hash(IEnumerable<byte[]> pieces)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in pieces) hash.AppendData(piece);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
