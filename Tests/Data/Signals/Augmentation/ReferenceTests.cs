using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Data.Synthetic;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Signals.Augmentation;

/// <summary>The augmentations of the published implementation, with the same draws.</summary>
public class ReferenceTests
{
    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("crop.start317.len2000", new CropResizing { CropLength = 2000, Start = 317 });
        yield return Case("cropresize.start200.len1800.to2500", new CropResizing { CropLength = 1800, Start = 200, Resize = true, ResizeLength = 2500 });
        yield return Case("frequency_shift.0.5hz.fs500", new FrequencyShift(0.5, 500));
        yield return Case("interpolation.step2", new Interpolation(2));
        yield return Case("time_flip", new TimeFlip());
        yield return Case("jitter.0.2", new Jitter(0.2), normals: DeterministicFill.Values("jitter.noise", 12 * 2500));
        foreach (var length in (int[])[2500, 2499])
        {
            var phases = DeterministicFill.Values($"ft.phase.{length}", (length + 1) / 2 - 1).Select(v => (v + 1) / 2).ToArray();
            yield return Case($"ft_surrogate.n{length}.m0.1", new FourierSurrogate(0.1), phases);
        }
        static TestCaseData Case(string name, SignalAugmentation augmentation, double[]? uniforms = null, double[]? normals = null) =>
            new TestCaseData(name, augmentation, uniforms, normals).SetName(name);
    }

    [TestCaseSource(nameof(Cases))]
    public void Matches(string name, SignalAugmentation augmentation, double[]? uniforms, double[]? normals)
    {
        var fixture = new Fixture("augmentations.ecg.safetensors");
        var input = SignalBuffer.Of(fixture["input"], 12);
        if (name.Contains("n2499", StringComparison.Ordinal)) input = Shortened(input, 2499);
        var draws = new GivenDraws(uniforms, normals);
        var output = new SignalBuffer();
        augmentation.Apply(input, draws, output);
        Assert.That(RelativeError.Of(output.Samples, fixture[name]), Is.LessThan(1e-9));
        Assert.That(draws.AllUsed, Is.True);
    }

    [TestCase(0.1, new[] { 1, 2, 0, -1, 3, 1, .5, -2 },
        new[] { 1.622513683, 1.591925933, -.5573434978, -.4102125473, 3.358968825, .5531855574, .07586098943, -1.734898943 })]
    [TestCase(0.5, new[] { 1, 2, 0, -1, 3, 1, .5 },
        new[] { 1.465970455, 0.3121531682, -0.8503946515, 2.165825345, 1.631129212, -0.5876491463, 2.362965618 })]
    public void Fourier_surrogate_by_hand(double phaseNoise, double[] input, double[] expected)
    {
        var output = new SignalBuffer();
        new FourierSurrogate(phaseNoise).Apply(SignalBuffer.Of(input, 1), new GivenDraws([0.1, 0.6, 0.35]), output);
        Assert.That(output.Samples.ToArray(), Is.EqualTo(expected).Within(1e-9));
    }

    private static SignalBuffer Shortened(SignalBuffer input, int length)
    {
        var output = new SignalBuffer();
        CropResizing.Beginning(length).Apply(input, new GivenDraws(), output);
        return output;
    }
}
