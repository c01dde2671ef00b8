using System.Text.Json;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Tests.Data.Signals;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings;

public class EcgPreparationTests
{
    [Test]
    public void A_recipe_survives_json()
    {
        var recipe = new EcgPreparation
        {
            SamplingRateHz = 250,
            WindowSamples = 1234,
            LengthPolicy = LengthPolicy.Split,
            MissingLeads = MissingLeads.Derive | MissingLeads.Zero,
            Cleaning = new EcgCleaning(3, 1e6, 0.2, 7),
            Normalization = LeadNormalization.ChannelWise,
        };
        Assert.That(EcgPreparation.Parse(recipe.ToJson()), Is.EqualTo(recipe));
        Assert.That(EcgPreparation.Parse((recipe with { Cleaning = null }).ToJson()).Cleaning, Is.Null);
        Assert.That(recipe.ToJson(), Does.Contain("\"Length\":\"Split\""), "the name in stored recipes");
    }

    [Test]
    public void A_recipe_with_an_unknown_step_is_refused() =>
        Assert.That(() => EcgPreparation.Parse("""{"SamplingRateHz":500,"NotchFilterHz":50}"""), Throws.InstanceOf<JsonException>());

    [Test]
    public void A_recording_at_another_rate_gives_nearly_the_same()
    {
        var model = new EcgModel { Noise = EcgNoise.None };
        var recipe = new EcgPreparation();
        var direct = recipe.Prepare(SyntheticEcg.Record(model, 1));
        var resampled = recipe.Prepare(SyntheticEcg.Record(model, 1, samplingRateHz: 1000));
        Assert.That(resampled, Has.Length.EqualTo(direct.Length));
        Assert.That(Reference.RelativeError(Array.ConvertAll(resampled, x => (double)x), Array.ConvertAll(direct, x => (double)x)),
            Is.LessThan(5e-3));
    }

    [Test]
    public void Another_length_is_refused_cropped_padded_or_split()
    {
        var samples = SyntheticSamples(25);
        var recipe = new EcgPreparation();
        Assert.That(() => recipe.Prepare(samples, 12, 500),
            Throws.ArgumentException.With.Message.Contains("12500 samples").And.Message.Contains("expected 5000"));

        var split = (recipe with { LengthPolicy = LengthPolicy.Split }).Prepare(samples, 12, 500);
        var cropped = (recipe with { LengthPolicy = LengthPolicy.CropOrPad }).Prepare(samples, 12, 500);
        Assert.That(split, Has.Length.EqualTo(2 * 12 * 5000));
        Assert.That(cropped, Is.EqualTo(split[..(12 * 5000)]));

        var shorter = SyntheticSamples(6);
        var padded = (recipe with { LengthPolicy = LengthPolicy.CropOrPad }).Prepare(shorter, 12, 500);
        var alone = (recipe with { WindowSamples = 3000 }).Prepare(shorter, 12, 500);
        for (var lead = 0; lead < 12; lead++)
        {
            Assert.That(padded[(lead * 5000)..(lead * 5000 + 3000)], Is.EqualTo(alone[(lead * 3000)..(lead * 3000 + 3000)]));
            Assert.That(padded[(lead * 5000 + 3000)..(lead * 5000 + 5000)], Has.All.Zero);
        }
        Assert.That(() => (recipe with { LengthPolicy = LengthPolicy.Split }).Prepare(shorter, 12, 500),
            Throws.ArgumentException.With.Message.Contains("too short"));
    }

    [Test]
    public void A_missing_sample_does_not_spread_through_the_resampling()
    {
        var samples = SyntheticSamples(10);
        samples[1000] = float.NaN;
        var prepared = new EcgPreparation { WindowSamples = 2500, SamplingRateHz = 250 }.Prepare(samples, 12, 500);
        Assert.That(prepared, Has.All.Matches<float>(float.IsFinite));
    }

    private static float[] SyntheticSamples(double seconds) =>
        [.. SyntheticEcg.Record(new EcgModel(), 3, seconds: seconds).Signals.SelectMany(signal => signal.Samples)];
}
