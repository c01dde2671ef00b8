using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Verification;

/// <summary>The reference values of the published implementation, in float64 and in float32.</summary>
public sealed class FixtureTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    /// <summary>What amplifies rounding beyond the bounds of float32; see Fixtures/README.md.</summary>
    private static readonly string[] IllConditioned = ["mae.pluto.500", "mae.tiny.1000", "mmcl.resnet18.tiny", "resnet50.64"];

    private static IEnumerable<string> Cases() =>
        Directory.GetFiles(Folder, "*.safetensors").Select(Path.GetFileNameWithoutExtension).Order()!;

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
        if (!IllConditioned.Contains(name)) RequirePassed(result);
        Assert.That(result.Verdict, Is.AnyOf(Verdict.Passed, Verdict.IllConditioned), $"{result.Worst} {result.Problem}");
        if (result.Verdict == Verdict.IllConditioned)
            Assert.That(result.Remark, Does.Contain("passes in float64").And.Contain("it fails as well"));
    }

    /// <summary>Each file is ill-conditioned as it is, so that a miss alone would be excused.</summary>
    [TestCase("mae.pluto.500", "loss", 1.001)]
    [TestCase("mae.pluto.500", "grad.blocks.0.mlp.fc1.weight.head", -1)]
    [TestCase("mae.pluto.500", "grad.blocks.1.attn.qkv.weight.dot", 1.001)]
    [TestCase("mae.pluto.500", "trajectory.total", 1.001)]
    public void FailsWhereAValueIsChanged(string name, string array, double factor) => RequireFailed(name, (header, bytes, start) =>
    {
        var offsets = header.GetProperty(array).GetProperty("data_offsets");
        for (var at = start + offsets[0].GetInt32(); at < start + offsets[1].GetInt32(); at += sizeof(double))
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at), factor * BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at)));
    });

    [TestCase("mae.pluto.500", "\"ncc_weight\":\"0.1\"", "\"ncc_weight\":\"0.2\"")]
    [TestCase("mae.pluto.500", "\"betas\":\"0.9,0.95\"", "\"betas\":\"0.9,0.94\"")]
    public void FailsWhereASettingIsChanged(string name, string setting, string other) => RequireFailed(name, (_, bytes, start) =>
    {
        var at = bytes.AsSpan(0, start).IndexOf(Encoding.UTF8.GetBytes(setting));
        Assert.That(at, Is.Positive);
        Encoding.UTF8.GetBytes(other).CopyTo(bytes, at);
    });

    /// <summary>What amplifies rounding is no excuse for a device that is further off than rounding takes it.</summary>
    [TestCase("grad.blocks.0.attn.qkv.bias.dot", 0.1)]
    [TestCase("pred", 0.001)]
    public void FailsWhereTheDeviceIsFurtherOffThanRounding(string array, double error)
    {
        var path = Path.Combine(Folder, "mae.pluto.500.safetensors");
        using var device = new CpuDevice(threads: 2);
        var computed = FixtureVerifier.Compute(path, device);
        var broken = computed with
        {
            Verdict = Verdict.Failed,
            Entries = [.. computed.Entries.Select(entry => entry.Name == array ? entry with { Error = error } : entry)],
        };
        Assert.That(Conditioning.Judge(path, device, broken).Verdict, Is.EqualTo(Verdict.Failed));
    }

    /// <summary>Nor for one operator that is wrong: its result is out of rounding's reach, and is not taken over.</summary>
    [TestCase("mae.pluto.500")]
    [TestCase("mmcl.resnet18.tiny")]
    public void FailsWhereAnOperatorIsWrong(string name)
    {
        using var device = new SlightlyWrongDevice();
        var result = FixtureVerifier.RunFile(Path.Combine(Folder, $"{name}.safetensors"), device);
        Assert.That(result.Verdict, Is.EqualTo(Verdict.Failed));
    }

    private static void RequirePassed(VerificationResult result) =>
        Assert.That(result.Verdict, Is.EqualTo(Verdict.Passed), $"{result.Worst} {result.Problem}");

    /// <summary>Changes a copy of a file, given its header, its bytes and where the values start, and verifies that.</summary>
    private static void RequireFailed(string name, Action<JsonElement, byte[], int> falsify)
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.safetensors");
        var bytes = File.ReadAllBytes(Path.Combine(Folder, $"{name}.safetensors"));
        var start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using (var header = JsonDocument.Parse(bytes.AsMemory(8, start - 8))) falsify(header.RootElement.Clone(), bytes, start);
        File.WriteAllBytes(path, bytes);
        try
        {
            using var device = new CpuDevice(threads: 2);
            var result = FixtureVerifier.RunFile(path, device);
            Assert.That(result.Verdict, Is.EqualTo(Verdict.Failed));
            Assert.That(result.Problem, Is.Null);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
