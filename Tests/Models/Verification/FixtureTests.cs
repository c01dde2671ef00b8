using System.Buffers.Binary;
using System.Text.Json;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Verification;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Verification;

/// <summary>The reference values of the published implementation, in float64 and in float32.</summary>
public sealed class FixtureTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    private static IEnumerable<string> Cases() => Directory.GetFiles(Folder, "*.safetensors").Select(Path.GetFileNameWithoutExtension).Order()!;

    [TestCaseSource(nameof(Cases))]
    public void ReferenceDeviceAgrees(string name)
    {
        using var device = new ReferenceDevice();
        RequirePassed(FixtureVerifier.RunFile(Path.Combine(Folder, $"{name}.safetensors"), device));
    }

    [TestCaseSource(nameof(Cases))]
    public void CpuAgrees(string name)
    {
        using var device = new CpuDevice(threads: 2);
        var result = FixtureVerifier.RunFile(Path.Combine(Folder, $"{name}.safetensors"), device);
        if (result.Verdict == Verdict.IllConditioned) RequireOnlyWhatSimSiamAmplifies(result);
        else RequirePassed(result);
    }

    [Test]
    public void DoesNotExcuseWhatIsWrongInDoubleToo()
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.safetensors");
        var bytes = File.ReadAllBytes(Path.Combine(Folder, "mae.pluto.500.safetensors"));
        var header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using (var json = JsonDocument.Parse(bytes.AsMemory(8, header - 8)))
        {
            var at = header + json.RootElement.GetProperty("loss").GetProperty("data_offsets")[0].GetInt32();
            var loss = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at));
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), 1.001 * loss);
        }
        File.WriteAllBytes(path, bytes);
        try
        {
            using var device = new CpuDevice(threads: 2);
            Assert.That(FixtureVerifier.RunFile(path, device).Verdict, Is.EqualTo(Verdict.Failed));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void RequirePassed(VerificationResult result) =>
        Assert.That(result.Verdict, Is.EqualTo(Verdict.Passed), $"{result.Worst} {result.Problem}");

    /// <summary>Batch norm over two rows is behind every case that is known to be ill-conditioned; what it does not touch has to hold its bounds.</summary>
    private static void RequireOnlyWhatSimSiamAmplifies(VerificationResult result)
    {
        Assert.That(result.Case, Is.EqualTo("mae.pluto.500").Or.EqualTo("mae.tiny.1000"));
        Assert.That(result.Entries.Where(entry => !entry.Passed && !Amplified(entry.Name)), Is.Empty);

        static bool Amplified(string name) =>
            name == "loss_cos" || name.StartsWith("grad.", StringComparison.Ordinal) || name.StartsWith("trajectory.", StringComparison.Ordinal);
    }
}
