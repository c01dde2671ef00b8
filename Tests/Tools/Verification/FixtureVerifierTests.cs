using System.Buffers.Binary;
using System.Text.Json;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Verification;

/// <summary>What the verifier says of files that it cannot compute.</summary>
public sealed class FixtureVerifierTests
{
    [TestCase("operators", new[] { "gelu.y", "gelu.dx0", "wavelet.y" }, "wavelet.y")]
    [TestCase("augmentations.ecg", new[] { "input", "echo.2" }, "echo.2")]
    [TestCase("augmentations.ecg", new[] { "input", "crop.start0" }, "'len'")]
    public void Names_what_it_cannot_compute(string kind, string[] arrays, string named)
    {
        var result = Verify(kind, """{"gelu": [[1]]}""", arrays);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(Verdict.Failed));
            Assert.That(result.Problem, Does.Contain(named));
        }
    }

    [TestCase("""{"wavelet": [[1]]}""", "wavelet")]
    [TestCase("""{"linear": [[1], [1, 1]]}""", "linear: unknown operator with 2 inputs")]
    [TestCase("""{"attention": [[1]]}""", "attention")]
    [TestCase("gelu", "'inputs'")]
    [TestCase("[1]", "Array")]
    public void Fails_on_inputs_that_it_cannot_use(string inputs, string named)
    {
        var result = Verify("operators", inputs, "gelu.y");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(Verdict.Failed));
            Assert.That(result.Problem, Does.Contain(named));
        }
    }

    [Test]
    public void Leaves_kinds_alone_that_it_does_not_know() =>
        Assert.That(Verify("weather", "{}", "input").Verdict, Is.EqualTo(Verdict.NotCovered));

    /// <summary>Verifies a file of that kind whose arrays hold one zero each.</summary>
    private static VerificationResult Verify(string kind, string inputs, params string[] arrays)
    {
        var header = new Dictionary<string, object>
        {
            ["__metadata__"] = new Dictionary<string, string> { ["case"] = kind, ["seed"] = "1", ["inputs"] = inputs },
        };
        for (var i = 0; i < arrays.Length; i++)
            header[arrays[i]] = new { dtype = "F64", shape = new[] { 1 }, data_offsets = new[] { 8 * i, 8 * i + 8 } };
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var bytes = new byte[8 + json.Length + 8 * arrays.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 8);

        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.safetensors");
        File.WriteAllBytes(path, bytes);
        try
        {
            using var device = new ReferenceDevice();
            return FixtureVerifier.RunFile(path, device);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
