using System.Security.Cryptography;
using System.Text;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>Hashes by which a kernel that was edited and not compiled again is found.</summary>
internal static class SourceHash
{
    /// <summary>SHA-256 of a text file with its line ends as LF, so that a checkout on Windows has the same.</summary>
    public static string Of(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(File.ReadAllText(path).ReplaceLineEndings("\n"))));

    /// <summary>The hash of each *.Gpu.cs file under a folder, by its path there with forward slashes.</summary>
    public static SortedDictionary<string, string> OfGpuSources(string folder)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.Gpu.cs", SearchOption.AllDirectories))
            hashes.Add(Path.GetRelativePath(folder, path).Replace('\\', '/'), Of(path));
        return hashes;
    }
}
