using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Signals.Augmentation;

/// <summary>The augmentations of the published implementation, with the same draws.</summary>
public class ReferenceTests
{
    private const string File = "augmentations.ecg.safetensors";

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("crop.start317.len2000", new CropResizing { CropLength = 2000, Start = 317 });
        yield return Case("cropresize.start200.len1800.to2500",
            new CropResizing { CropLength = 1800, Start = 200, Resize = true, ResizeLength = 2500 });
        yield return Case("interpolation.step2", new Interpolation(2));
        yield return Case("time_flip", new TimeFlip());
        yield return Case("jitter.0.2", new Jitter(0.2), normals: DeterministicFill.Values("jitter.noise", 12 * 2500));
        foreach (var length in (int[])[2500, 2499])
        {
            var phases = DeterministicFill.Values($"ft.phase.{length}", (length + 1) / 2 - 1).Select(v => (v + 1) / 2).ToArray();
            yield return Case($"ft_surrogate.n{length}.m0.1", new FourierSurrogate(0.1), phases);
        }
        // The reference computes the angle and the result in single precision.
        yield return Case("frequency_shift.0.5hz.fs500", new FrequencyShift(0.5, 500), tolerance: 1e-6);

        static TestCaseData Case(
            string name, SignalAugmentation augmentation, double[]? uniforms = null, double[]? normals = null, double tolerance = 1e-9) =>
            new TestCaseData(name, augmentation, uniforms, normals, tolerance).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Cases))]
    public void Matches(string name, SignalAugmentation augmentation, double[]? uniforms, double[]? normals, double tolerance)
    {
        var input = SignalBuffer.Of(Reference.Fixture(File, "input"), 12);
        var output = new SignalBuffer();
        if (name.Contains("n2499", StringComparison.Ordinal))
        {
            CropResizing.Beginning(2499).Apply(input, new GivenDraws(), output);
            (input, output) = (output, input);
        }
        var draws = new GivenDraws(uniforms, normals);
        augmentation.Apply(input, draws, output);
        Assert.That(Reference.RelativeError(output.Samples, Reference.Fixture(File, name)), Is.LessThan(tolerance));
        Assert.That(draws.AllUsed, Is.True);
    }

    [TestCase("ft_surrogate_even")]
    [TestCase("ft_surrogate_odd")]
    public void Fourier_surrogate_matches_the_golden_values(string name)
    {
        var golden = Reference.Golden(name);
        var output = new SignalBuffer();
        new FourierSurrogate(golden.GetProperty("mag").GetDouble())
            .Apply(SignalBuffer.Of(golden.Numbers("x"), 1), new GivenDraws(golden.Numbers("u")), output);
        Assert.That(output.Samples.ToArray(), Is.EqualTo(golden.Numbers("out")).Within(1e-9));
    }
}
