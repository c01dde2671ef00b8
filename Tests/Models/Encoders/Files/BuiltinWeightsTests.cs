using System.Security.Cryptography;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Embedding;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Training.Runs;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Files;

/// <summary>The weights that come with it are found by name, whole, small, and can do what their card says.</summary>
public sealed class BuiltinWeightsTests
{
    private const string Encoder = "builtin:ecg-pluto", Predictor = "builtin:virtual-heart";

    [Test]
    public void The_names_are_those_of_files_that_are_small_and_whole()
    {
        Assert.That(BuiltinWeights.Names, Is.EquivalentTo((string[])[Encoder, Predictor]));
        foreach (var name in BuiltinWeights.Names)
            Assert.That(new FileInfo(BuiltinWeights.PathOf(name)).Length, Is.InRange(1_000_000, 8_000_000), name);
    }

    [Test]
    public void A_path_is_left_as_it_is() => Assert.That(BuiltinWeights.PathOf("runs/mdm"), Is.EqualTo("runs/mdm"));

    [Test]
    public void An_unknown_name_is_answered_with_those_that_there_are() => Assert.That(
        () => BuiltinWeights.PathOf("builtin:ecg-huge"),
        Throws.InstanceOf<DataFormatException>().With.Message.Contains("builtin:ecg-huge").And.Message.Contains(Encoder));

    [TestCase("../weights/ecg-pluto")]
    [TestCase("")]
    public void A_name_is_no_path(string name) =>
        Assert.That(() => BuiltinWeights.PathOf(BuiltinWeights.Prefix + name), Throws.InstanceOf<DataFormatException>());

    [Test]
    public void A_damaged_file_and_a_missing_folder_are_named()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = [1, 2, 3];
        File.WriteAllText(folder["SHA256SUMS"], $"{Convert.ToHexStringLower(SHA256.HashData(whole))}  some.safetensors\n");
        File.WriteAllBytes(folder["some.safetensors"], whole);
        Assert.That(BuiltinWeights.PathOf("builtin:some", folder[""]), Is.EqualTo(folder["some.safetensors"]));
        File.WriteAllBytes(folder["some.safetensors"], [1, 2, 4]);
        Assert.That(
            () => BuiltinWeights.PathOf("builtin:some", folder[""]),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("damaged"));
        Assert.That(
            () => BuiltinWeights.PathOf("builtin:some", folder["absent"]),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("is missing"));
    }

    [Test]
    public void The_people_of_the_virtual_cohort_that_they_were_trained_on_are_known()
    {
        foreach (var name in BuiltinWeights.Names)
            Assert.That(TrainedPeople.Of(name), Has.Count.GreaterThan(1000).And.Some.StartsWith("V2026_").And.Some.StartsWith("ptbxl-"));
    }

    [Test]
    public void The_encoder_says_how_recordings_are_prepared_and_embeds_them()
    {
        using var device = new CpuDevice(threads: 1);
        var embedder = EcgEmbedder.Load(device, Encoder);
        Assert.That((embedder.IsPreparationAssumed, embedder.Width), Is.EqualTo((false, 256)));
        var cohort = new VirtualCohort(31);
        var first = embedder.Embed(cohort.Subject(0).RecordEcg());
        var second = embedder.Embed(cohort.Subject(1).RecordEcg());
        Assert.That(first, Has.Length.EqualTo(256).And.All.Matches<double>(double.IsFinite));
        Assert.That(first, Is.Not.EqualTo(second).AsCollection.Within(0.01));
    }

    /// <summary>People of another seed, whom it has not seen: a correlation that chance gives in about two of ten thousand tries.</summary>
    [Test]
    public void The_predictor_predicts_for_people_it_has_not_seen()
    {
        const int People = 60;
        const double Least = 0.45;
        using var predictor = EcgPredictor.Load(Predictor, threads: 2);
        var cohort = new VirtualCohort(31);
        var mass = Array.IndexOf([.. EcgCmrNative.Data.Synthetic.Hearts.Phenotypes.Names], "LVM_g");
        var pairs = Enumerable.Range(0, People).Select(cohort.Subject).Select(subject => (
            Truth: subject.Measured[mass],
            Predicted: predictor.Predict(subject.RecordEcg()).Targets.Single(target => target.Target.Name == "LVM_g").Value))
            .Where(pair => double.IsFinite(pair.Truth)).ToArray();
        Assert.That(Correlation(pairs), Is.GreaterThan(Least));
    }

    private static double Correlation((double X, double Y)[] pairs)
    {
        var (x, y) = (pairs.Average(pair => pair.X), pairs.Average(pair => pair.Y));
        return pairs.Sum(pair => (pair.X - x) * (pair.Y - y))
            / Math.Sqrt(pairs.Sum(pair => (pair.X - x) * (pair.X - x)) * pairs.Sum(pair => (pair.Y - y) * (pair.Y - y)));
    }
}
