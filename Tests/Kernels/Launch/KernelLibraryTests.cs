using System.Text;
using EcgCmrNative.Kernels.Gemm;
using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Tests.Data.Formats;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Launch;

/// <summary>The compiled kernels belong to the sources beside them. None of this needs ILGPU or a device.</summary>
internal sealed class KernelLibraryTests
{
    private const string Recompile =
        "run the kernel compiler and commit Kernels/Compiled: " +
        "dotnet run -c Release --project Tools/KernelCompiler -p:EnableIlgpu=true (docs/gpu-kernels.md)";

    [Test]
    public void KernelsWereCompiledFromTheSourcesThatAreThere()
    {
        var compiled = KernelLibrary.Manifest.Sources.Select(source => $"{source.Key} {source.Value}");
        var present = SourceHash.OfGpuSources(KernelsFolder()).Select(source => $"{source.Key} {source.Value}");
        Assert.That(present, Is.EqualTo(compiled), Recompile);
    }

    [Test]
    public void CompiledTextsAreWhatTheCompilerWrote()
    {
        var folder = Path.Combine(KernelsFolder(), "Compiled");
        var present = Directory.EnumerateFiles(folder).Where(path => Path.GetFileName(path) != KernelLibrary.ManifestName)
            .Select(path => (Path.GetFileName(path), SourceHash.Of(path)));
        Assert.That(present, Is.EquivalentTo(KernelLibrary.Manifest.Outputs.Select(output => (output.Key, output.Value))), Recompile);
    }

    [Test]
    public void StructsAreLaidOutAsWhenTheKernelsWereCompiled()
    {
        var types = typeof(GemmArguments).Assembly.GetTypes().ToLookup(type => type.Name);
        foreach (var kernel in KernelLibrary.Manifest.Kernels)
        {
            foreach (var parameter in kernel.Parameters.Where(parameter => parameter.Kind == KernelParameterKind.Struct))
            {
                var type = types[parameter.Layout!.Split('(')[0]].Single();
                Assert.That(StructLayoutText.Of(type), Is.EqualTo(parameter.Layout), $"{kernel.Entry}: {Recompile}");
            }
        }
    }

    [Test]
    public void EveryEntryStandsInItsTexts()
    {
        foreach (var kernel in KernelLibrary.Manifest.Kernels)
        {
            Assert.That(Encoding.UTF8.GetString(KernelLibrary.ReadBytes(kernel.Ptx)), Does.Contain($".entry {kernel.Entry}("));
            if (kernel.OpenCl is not null)
                Assert.That(Encoding.UTF8.GetString(KernelLibrary.ReadBytes(kernel.OpenCl)), Does.Contain($"kernel void {kernel.Entry}("));
        }
    }

    [Test]
    public void AnEditedSourceHasAnotherHash()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "Some.Gpu.cs");
        File.WriteAllText(path, "a\nb\n");
        var before = SourceHash.OfGpuSources(folder.Path)["Some.Gpu.cs"];
        File.WriteAllText(path, "a\r\nb\r\n");
        Assert.That(SourceHash.OfGpuSources(folder.Path)["Some.Gpu.cs"], Is.EqualTo(before), "line ends do not count");
        File.WriteAllText(path, "a\nc\n");
        Assert.That(SourceHash.OfGpuSources(folder.Path)["Some.Gpu.cs"], Is.Not.EqualTo(before));
    }

    private static string KernelsFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "EcgCmrNative.sln"))) return Path.Combine(folder.FullName, "Kernels");
        Assert.Ignore("needs the checkout");
        return "";
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("gpu-sources").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
