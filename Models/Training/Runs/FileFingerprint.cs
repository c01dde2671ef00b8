using System.Security.Cryptography;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>
/// Identifies the content of a file that a run reads, so that a resumed run recognises the file at another place and refuses another
/// content at the same place.
/// </summary>
/// <param name="Setting">The setting that names the file, such as <c>Options.Similarities</c>.</param>
/// <param name="Sha256">SHA-256 of the file.</param>
public sealed record FileFingerprint(string Setting, string Sha256)
{
    private const int ShownDigits = 12;

    /// <summary>The fingerprint of a file.</summary>
    /// <param name="setting">The setting that names it.</param>
    /// <param name="path">The file.</param>
    /// <param name="files">The file system.</param>
    /// <exception cref="DataFormatException">The file cannot be opened.</exception>
    internal static FileFingerprint Of(string setting, string path, IFileSystem files)
    {
        using var stream = files.OpenData(path);
        return new FileFingerprint(setting, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>The difference to the file of the same setting now; null if the content is the same.</summary>
    internal Difference? DifferenceTo(FileFingerprint now) =>
        Sha256 == now.Sha256 ? null : new Difference(Setting, Text(Sha256), Text(now.Sha256));

    private static string Text(string hash) => $"a file with SHA-256 {hash[..Math.Min(ShownDigits, hash.Length)]}";
}
