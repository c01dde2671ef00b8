using System.Text.Json;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>The compiled GPU kernels that this assembly carries.</summary>
internal static class KernelLibrary
{
    /// <summary>File name of the manifest.</summary>
    public const string ManifestName = "manifest.json";

    private static readonly Lazy<KernelManifest> LoadedManifest = new(ReadManifest);

    /// <summary>What there is.</summary>
    public static KernelManifest Manifest => LoadedManifest.Value;

    /// <summary>One of the compiled texts.</summary>
    /// <exception cref="InvalidOperationException">The assembly was built without it.</exception>
    public static byte[] ReadBytes(string name)
    {
        using var stream = typeof(KernelLibrary).Assembly.GetManifestResourceStream($"Compiled/{name}")
            ?? throw new InvalidOperationException(
                $"the compiled kernels {name} are not in this build; run Tools/KernelCompiler (docs/gpu-kernels.md)");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static KernelManifest ReadManifest() =>
        JsonSerializer.Deserialize(ReadBytes(ManifestName), KernelManifestJson.Default.KernelManifest)
        ?? throw new InvalidOperationException("the manifest of the compiled kernels is empty");
}
