using System.Text.Json;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>The compiled GPU kernels that this assembly carries.</summary>
internal static class KernelLibrary
{
    /// <summary>File name of the manifest.</summary>
    public const string ManifestName = "manifest.json";

    private const string Prefix = "Compiled/";

    private static readonly Lazy<KernelManifest> LoadedManifest = new(ReadManifest);

    /// <summary>Names of the compiled texts and of the manifest.</summary>
    public static IEnumerable<string> FileNames =>
        from name in typeof(KernelLibrary).Assembly.GetManifestResourceNames()
        where name.StartsWith(Prefix, StringComparison.Ordinal)
        select name[Prefix.Length..];

    /// <summary>Describes all kernels.</summary>
    public static KernelManifest Manifest => LoadedManifest.Value;

    /// <summary>Reads one of the files.</summary>
    /// <exception cref="InvalidOperationException">The assembly was built without this file.</exception>
    public static byte[] ReadBytes(string name)
    {
        using var stream = typeof(KernelLibrary).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException(
                $"this build contains no compiled kernels {name}; run Tools/KernelCompiler (docs/gpu-kernels.md)");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static KernelManifest ReadManifest() =>
        JsonSerializer.Deserialize(ReadBytes(ManifestName), KernelManifestJson.Default.KernelManifest)
        ?? throw new InvalidOperationException("the manifest of the compiled kernels is empty; run Tools/KernelCompiler");
}
