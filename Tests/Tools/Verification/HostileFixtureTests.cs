using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Verification;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Verification;

/// <summary>A fixture whose metadata or arrays are damaged fails with a reason, and does not stop the verification of the others.</summary>
public sealed class HostileFixtureTests
{
    private static readonly string[] Absurd =
        ["", "-1", "1e300", "nan", "[]", "(1,)", "(99999, 99999, 99999)", "{\"linear\": [[1, 2], null]}", "x"];

    [TestCase("schedule.warmup-cosine")]
    [TestCase("optimizers")]
    [TestCase("losses")]
    [TestCase("metrics")]
    [TestCase("unet.48")]
    [TestCase("mae.pluto.500")]
    [TestCase("augmentations.image")]
    public void Absurd_metadata_are_a_failure_with_the_file_s_name(string name)
    {
        using var folder = new TemporaryFolder();
        using var device = new ReferenceDevice();
        var source = Path.Combine(TestContext.CurrentContext.TestDirectory, "Fixtures", $"{name}.safetensors");
        if (!File.Exists(source)) source = SharedData.Require("reference", "fixtures", $"{name}.safetensors");
        using var file = SafeTensorsFile.Open(source);
        var path = folder["changed.safetensors"];
        foreach (var key in file.Metadata.Keys.Where(key => key is not ("case" or "note" or "python" or "torch")))
        {
            foreach (var value in Absurd.Append(null))
            {
                var metadata = new Dictionary<string, string>(file.Metadata);
                if (value is null) metadata.Remove(key);
                else metadata[key] = value;
                // One array is enough: the others cannot be computed from wrong metadata either.
                SafeTensorsFile.Write(path, [file.Tensors[0]], metadata);
                var result = FixtureVerifier.RunFile(path, device);
                if (result.Problem is { } problem)
                    Assert.That(problem, Is.Not.Empty.And.Not.Contain("Exception"), $"{key} = {value}");
            }
        }
    }

    [Test]
    public void Arrays_of_other_shapes_are_a_failure()
    {
        using var folder = new TemporaryFolder();
        using var device = new ReferenceDevice();
        var path = folder["metrics.safetensors"];
        SafeTensorsFile.Write(
            path,
            [.. new[] { "truth", "scores", "Y", "P", "mc.truth", "mc.probs" }
                .Select(name => FileTensor.Of<double>(name, new double[3], 3))],
            new Dictionary<string, string> { ["case"] = "metrics" });
        var result = FixtureVerifier.RunFile(path, device);
        Assert.That(result.Verdict, Is.EqualTo(Verdict.Failed));
        Assert.That(result.Problem, Is.Not.Null);
    }
}
