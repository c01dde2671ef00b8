using System.Reflection;
using System.Text;
using System.Text.Json;
using EcgCmrNative.Kernels.Launch;

namespace EcgCmrNative.KernelCompiler;

/// <summary>
/// Compiles every kernel of this assembly and writes one text per family and language, and the manifest. The same sources give the same
/// bytes.
/// </summary>
/// <param name="kernelsFolder">The folder Kernels of the checkout.</param>
internal sealed class KernelLibraryWriter(string kernelsFolder)
{
    private readonly SortedDictionary<string, StringBuilder> _texts = new(StringComparer.Ordinal);

    public KernelManifest Write()
    {
        var descriptions = new List<KernelDescription>();
        foreach (var method in KernelMethods())
        {
            using var compilation = new KernelCompilation(method);
            var description = compilation.Describe();
            descriptions.Add(description);
            if (!_texts.TryGetValue(description.Ptx, out var ptx))
                _texts.Add(description.Ptx, ptx = new StringBuilder(compilation.PtxHeader));
            ptx.Append('\n').Append(compilation.Ptx);
            if (description.OpenCl is null) continue;
            if (!_texts.TryGetValue(description.OpenCl, out var openCl)) _texts.Add(description.OpenCl, openCl = new StringBuilder());
            openCl.Append(openCl.Length == 0 ? "" : "\n").Append(compilation.OpenCl());
        }

        var folder = Path.Combine(kernelsFolder, "Compiled");
        foreach (var stale in Directory.EnumerateFiles(folder)) File.Delete(stale);
        var outputs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in _texts)
        {
            File.WriteAllText(Path.Combine(folder, name), text.ToString());
            outputs.Add(name, SourceHash.Of(Path.Combine(folder, name)));
        }
        var manifest = new KernelManifest(KernelCompilation.CompilerName, SourceHash.OfGpuSources(kernelsFolder), outputs, descriptions);
        var json = JsonSerializer.Serialize(manifest, KernelManifestJson.Default.KernelManifest);
        File.WriteAllText(Path.Combine(folder, KernelLibrary.ManifestName), json + "\n");
        return manifest;
    }

    private static IEnumerable<MethodInfo> KernelMethods() =>
        from type in Assembly.GetExecutingAssembly().GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<GpuKernelAttribute>() is not null
        orderby type.FullName, method.MetadataToken
        select method;
}
