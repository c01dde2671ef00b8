using System.Reflection;
using System.Text;
using System.Text.Json;
using EcgCmrNative.Kernels.Launch;

namespace EcgCmrNative.KernelCompiler;

/// <summary>Compiles all kernels of this assembly.</summary>
internal static class CompiledKernels
{
    /// <summary>The kernels, in the order in which they stand in the compiled files.</summary>
    public static IEnumerable<MethodInfo> Methods() =>
        from type in typeof(CompiledKernels).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<GpuKernelAttribute>() is not null
        orderby type.FullName, method.MetadataToken
        select method;

    /// <summary>
    /// The files of Kernels/Compiled, text by file name: one file per family and language, and the manifest. The same sources give the
    /// same bytes.
    /// </summary>
    /// <exception cref="KernelCompilationException">A kernel uses something that PTX or OpenCL C cannot express.</exception>
    public static IReadOnlyDictionary<string, string> Compile()
    {
        var texts = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        var descriptions = new List<KernelDescription>();
        foreach (var method in Methods())
        {
            using var compilation = new KernelCompilation(method);
            var description = compilation.Describe();
            descriptions.Add(description);
            if (!texts.TryGetValue(description.Ptx, out var ptx)) texts.Add(description.Ptx, ptx = new(compilation.PtxHeader));
            ptx.Append('\n').Append(compilation.Ptx);
            if (description.OpenCl is null) continue;
            if (!texts.TryGetValue(description.OpenCl, out var openCl)) texts.Add(description.OpenCl, openCl = new());
            openCl.Append(openCl.Length == 0 ? "" : "\n").Append(compilation.OpenCl());
        }
        var manifest = new KernelManifest(KernelCompilation.CompilerName, descriptions);
        var json = JsonSerializer.Serialize(manifest, KernelManifestJson.Default.KernelManifest);
        return texts.Select(text => KeyValuePair.Create(text.Key, text.Value.ToString()))
            .Append(KeyValuePair.Create(KernelLibrary.ManifestName, json + "\n"))
            .ToDictionary(StringComparer.Ordinal);
    }
}
