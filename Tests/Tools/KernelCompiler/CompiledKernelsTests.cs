using System.Text;
using EcgCmrNative.KernelCompiler;
using EcgCmrNative.Kernels.Launch;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.KernelCompiler;

/// <summary>Compiles all GPU kernels again; needs no device.</summary>
internal sealed class CompiledKernelsTests
{
    [Test]
    public void CommittedTextsAreThoseOfTheSources()
    {
        const string Recompile = "run `dotnet run -c Release --project Tools/KernelCompiler` and commit Kernels/Compiled";
        var compiled = CompiledKernels.Compile();
        Assert.That(compiled.Keys, Is.EquivalentTo(KernelLibrary.FileNames), Recompile);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, text) in compiled)
                Assert.That(KernelLibrary.ReadBytes(name).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(text)), $"{name}: {Recompile}");
        }
    }
}
