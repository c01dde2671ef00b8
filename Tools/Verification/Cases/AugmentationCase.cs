using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Signals.Augmentation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>
/// <c>augmentations.ecg</c>: a recording after each of some augmentations, with the fill in place of random draws. An array's name holds
/// the settings: <c>crop.start317.len2000</c>. Computed in float64 on the host, whatever the device.
/// </summary>
internal sealed class AugmentationCase : IFixtureCase
{
    private const double Tolerance = 1e-9;

    // The reference computes the angle and the result in float32.
    private const double FrequencyShiftTolerance = 1e-6;

    public bool Covers(string name) => name.StartsWith("augmentations.ecg", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        const string Input = "input";
        var input = SignalBuffer.Of(fixture.Values(Input), fixture.Sizes(Input)[0]);
        comparison.Skip(Input);
        foreach (var name in fixture.Names.Where(name => name != Input))
        {
            var (augmentation, draws) = Augmentation(fixture, name, input);
            var output = new SignalBuffer();
            augmentation.Apply(InputOf(augmentation, name, input), draws, output);
            comparison.Check(name, output.Samples, augmentation is FrequencyShift ? FrequencyShiftTolerance : Tolerance);
        }
    }

    private static (SignalAugmentation Augmentation, GivenDraws Draws) Augmentation(Fixture fixture, string name, SignalBuffer input) =>
        ArrayName.Kind(name) switch
        {
            "crop" => (Crop(name), new GivenDraws()),
            "cropresize" => (Crop(name) with { Resize = true, ResizeLength = ArrayName.Integer(name, "to") }, new GivenDraws()),
            "interpolation" => (new Interpolation(ArrayName.Integer(name, "step")), new GivenDraws()),
            "time_flip" => (new TimeFlip(), new GivenDraws()),
            "frequency_shift" => (
                new FrequencyShift(ArrayName.Number(name, "frequency_shift."), ArrayName.Number(name, ".fs")), new GivenDraws()),
            "jitter" => (
                new Jitter(ArrayName.Number(name, "jitter.")), new GivenDraws(normals: fixture.Fill("jitter.noise", input.Samples.Length))),
            "ft_surrogate" => (new FourierSurrogate(ArrayName.Number(name, ".m")), new GivenDraws(uniforms: Phases(fixture, name))),
            _ => throw new DataFormatException(name, null, "unknown augmentation"),
        };

    private static CropResizing Crop(string name) =>
        new() { Start = ArrayName.Integer(name, "start"), CropLength = ArrayName.Integer(name, "len") };

    private static double[] Phases(Fixture fixture, string name)
    {
        var length = ArrayName.Integer(name, "n");
        return Array.ConvertAll(fixture.Fill($"ft.phase.{length}", (length + 1) / 2 - 1), value => (value + 1) / 2);
    }

    /// <summary>The input, of which the surrogate takes the beginning: odd and even lengths differ.</summary>
    private static SignalBuffer InputOf(SignalAugmentation augmentation, string name, SignalBuffer input)
    {
        if (augmentation is not FourierSurrogate) return input;
        var beginning = new SignalBuffer();
        CropResizing.Beginning(ArrayName.Integer(name, "n")).Apply(input, new GivenDraws(), beginning);
        return beginning;
    }
}
