using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Objectives.Multimodal;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Explanation;

/// <summary>The published values are in the fixtures, <c>mmcl.*</c>; here is what they do not hold.</summary>
public sealed class LocalizationMapsTests
{
    private const int Batch = 2;
    private const int Leads = 3;
    private const int Times = 4;

    private ReferenceDevice _device = null!;
    private MultimodalModel _model = null!;
    private Tensor _images = null!;
    private Tensor _ecg = null!;

    [SetUp]
    public void SetUp()
    {
        _device = new ReferenceDevice();
        _model = new MultimodalModel(_device, new RandomSource(1), new MultimodalConfiguration
        {
            Cmr = "resnet18-narrow8",
            Ecg = new VisionTransformerConfiguration(Width: 16, Depth: 1, Heads: 2)
            {
                Leads = Leads,
                Samples = 20 * Times,
                PatchSamples = 20,
            },
            HiddenWidth = 12,
            ProjectionWidth = 5,
        });
        _images = Noise("images", Batch, 64, 64, 3);
        _ecg = Noise("ecg", Batch, 1, Leads, 20 * Times);
    }

    [TearDown]
    public void TearDown() => _device.Dispose();

    [Test]
    public void HaveTheUpsampledGrids()
    {
        var maps = Compute(new LocalizationOptions { Upsampling = 3 });
        Assert.That(maps.ImageShape, Is.EqualTo(new Shape(Batch, 6, 6)));
        Assert.That(maps.EcgShape, Is.EqualTo(new Shape(Batch, Leads, 3 * Times)));
        Assert.That(maps.Image, Has.Length.EqualTo(maps.ImageShape.Count));
        Assert.That(maps.Ecg, Has.Length.EqualTo(maps.EcgShape.Count));
        Assert.That(maps.Pairwise, Has.Length.EqualTo(Batch * 3 * Times * 6 * 6));
    }

    [Test]
    public void AreCosinesOverTheTemperature()
    {
        var (warm, cold) = (Compute(new LocalizationOptions { Temperature = 1 }), Compute(new LocalizationOptions { Temperature = 0.5 }));
        Assert.That(warm.Image.Concat(warm.Ecg).Concat(warm.Pairwise), Is.All.InRange(-1 - 1e-12, 1 + 1e-12));
        Assert.That(cold.Image, Is.EqualTo(warm.Image.Select(value => 2 * value)).Within(1e-12));
        Assert.That(cold.Pairwise, Is.EqualTo(warm.Pairwise.Select(value => 2 * value)).Within(1e-12));
    }

    [Test]
    public void SoftmaxMakesDistributionsOverPlaces()
    {
        var maps = Compute(new LocalizationOptions { Softmax = true });
        var places = maps.Ecg.Length / Batch;
        Assert.That(maps.Ecg.Take(places).Sum(), Is.EqualTo(1).Within(1e-12));
        Assert.That(maps.Image.Skip(maps.Image.Length / Batch).Sum(), Is.EqualTo(1).Within(1e-12));
    }

    /// <summary>
    /// Where nothing is between two leads, both ways agree; at a lead's ends the published way has a share of its neighbour.
    /// </summary>
    [Test]
    public void UpsamplingAcrossLeadsMixesTheirEndsAlone()
    {
        var (within, across) = (Compute(new LocalizationOptions()), Compute(new LocalizationOptions { AcrossLeads = true }));
        var times = 2 * Times;
        for (var i = 0; i < within.Ecg.Length; i++)
        {
            var (lead, time) = (i / times % Leads, i % times);
            var isJoint = (time == 0 && lead > 0) || (time == times - 1 && lead < Leads - 1);
            Assert.That(
                across.Ecg[i],
                isJoint ? Is.Not.EqualTo(within.Ecg[i]).Within(1e-9) : Is.EqualTo(within.Ecg[i]).Within(1e-12),
                $"lead {lead}, time {time}");
        }
    }

    [Test]
    public void WithoutUpsamplingThePairwiseMapIsTheMeanOverLeadsOfCosines()
    {
        var options = new LocalizationOptions { Upsampling = 1, Temperature = 1 };
        var maps = Compute(options);
        using var scope = TensorScope.Open();
        var image = Unit(_model.CmrHead.Forward(_model.Cmr.FeatureMap(_images)).ToDoubles());
        var ecg = Unit(_model.EcgHead.Forward(_model.Ecg.LocalTokens(_ecg)).ToDoubles());
        var places = image.Length / Batch;
        for (var b = 0; b < Batch; b++)
            for (var time = 0; time < Times; time++)
                for (var place = 0; place < places; place++)
                {
                    var expected = Enumerable.Range(0, Leads)
                        .Average(lead => image[b * places + place].Zip(ecg[(b * Leads + lead) * Times + time], (x, y) => x * y).Sum());
                    Assert.That(maps.Pairwise[(b * Times + time) * places + place], Is.EqualTo(expected).Within(1e-12));
                }
    }

    private static double[][] Unit(double[] values) =>
        [.. values.Chunk(5).Select(row => row.Select(value => value / Math.Sqrt(row.Sum(v => v * v))).ToArray())];

    private LocalizationMaps Compute(LocalizationOptions options) => LocalizationMaps.Of(_model, _images, _ecg, options);

    private Tensor Noise(string stream, params int[] sizes)
    {
        var noise = new RandomSource(2).Stream(stream);
        var values = new double[new Shape(sizes).Count];
        for (var i = 0; i < values.Length; i++) values[i] = noise.NextNormal();
        return Tensor.From(_device, new Shape(sizes), values);
    }
}
