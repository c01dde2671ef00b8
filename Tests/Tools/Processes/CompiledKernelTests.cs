using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Processes;

/// <summary>
/// The machine code of the CPU kernels, as the runtime lists it. No result shows that the innermost loop copies vectors, which makes a
/// matrix product a sixth slower, or that an addition became a call.
/// </summary>
internal sealed partial class CompiledKernelTests
{
    private static readonly Lazy<IReadOnlyList<(string Method, string[] Lines)>> Listing = new(Compile);

    [Test]
    public void Vector_operations_are_instructions_and_not_calls()
    {
        var calls = from method in Listing.Value
                    from line in method.Lines
                    where CallOfVectorOperation().IsMatch(line)
                    select $"{method.Method}: {line.Trim()}";
        Assert.That(calls, Is.Empty);
    }

    [TestCase("MicroKernel`1")]
    [TestCase("TileProduct`1")]
    public void The_innermost_loop_of_a_product_copies_no_vector(string type)
    {
        var loops = (from method in Listing.Value
                     where method.Method.Contains(type, StringComparison.Ordinal)
                     let loop = BetweenProducts(method.Lines)
                     where loop.Count >= 6
                     select (method.Method, Copies: loop.Where(line => CopyOfVector().IsMatch(line)))).ToList();
        Assert.That(loops, Is.Not.Empty);
        foreach (var (method, copies) in loops) Assert.That(copies, Is.Empty, method);
    }

    private static IReadOnlyList<string> BetweenProducts(string[] lines)
    {
        var first = Array.FindIndex(lines, IsProduct);
        return first < 0 ? [] : lines[first..(Array.FindLastIndex(lines, IsProduct) + 1)];
    }

    private static bool IsProduct(string line) => line.Contains("vfmadd", StringComparison.Ordinal);

    private static IReadOnlyList<(string, string[])> Compile()
    {
        if (!Fma.X64.IsSupported) Assert.Ignore("needs a processor with FMA: only its instructions are known here");
        using var folder = new TemporaryFolder();
        var listing = folder["listing.asm"];
        var run = EcgcmrProcess.Run(
            ["gradcheck", "--device", "cpu", "--threads", "1"],
            ("DOTNET_TieredCompilation", "0"), ("DOTNET_JitStdOutFile", listing), ("DOTNET_JitDisasm", "EcgCmrNative.Kernels.*:*"));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        const string Start = "; Assembly listing for method ";
        return [.. from method in File.ReadAllText(listing).Split(Start).Skip(1)
                   let lines = method.Split('\n')
                   select (lines[0], lines[1..])];
    }

    [GeneratedRegex(@"call\s+\[EcgCmrNative\.Kernels\.Vectors\.(Lanes\d+|LaneRow|VectorMath)[:\[]")]
    private static partial Regex CallOfVectorOperation();

    [GeneratedRegex(@"vmovups\s+[xyz]mm\d+, [xyz]mm\d+|vmovaps\s+[xyz]mm\d+, [xyz]mm\d+")]
    private static partial Regex CopyOfVector();
}
