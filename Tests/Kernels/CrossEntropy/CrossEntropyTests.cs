using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.CrossEntropy;

[TestFixture]
internal sealed class CrossEntropyTests
{
    [Test]
    public void LabelsAgree(
        [Values(1, 2, 37)] int rows, [Values(1, 2, 61, 1031)] int classes, [Values] bool weighted, [Values(0, 0.1)] double smoothing,
        [Values] bool accumulate) =>
        KernelAgreement.Check(1e-5, run =>
        {
            var labels = run.Indices([.. Enumerable.Range(0, rows).Select(i => rows > 2 && i % 5 == 3 ? -1 : i * 7 % classes)]);
            return Both(run, rows, classes, labels, weighted ? Weights(run, classes) : default, smoothing, accumulate);
        });

    [Test]
    public void DistributionsAgree([Values(1, 37)] int rows, [Values(1, 61)] int classes, [Values] bool weighted,
        [Values(0, 0.1)] double smoothing) =>
        KernelAgreement.Check(1e-5, run =>
            Both(run, rows, classes, run.Normal((long)rows * classes, mean: 1), weighted ? Weights(run, classes) : default, smoothing,
                accumulate: false));

    [Test]
    public void LargeLogitsDoNotOverflow() => KernelAgreement.Check(1e-6, run =>
    {
        BufferView z = run.Of(3e4f, -3e4f, 0, 100, 200, 300), saved = run.Output(3), loss = run.Output(1), dz = run.Output(6);
        run.Device.CrossEntropy.Forward(2, 3, z, run.Indices(0, 1), default, 0, saved, loss);
        run.Device.CrossEntropy.Backward(2, 3, z, run.Indices(0, 1), default, 0, saved, run.Of(1), dz, accumulate: false);
        Assert.That(run.Read(loss)[0], Is.EqualTo(50).Within(1e-4));
        return [loss, dz];
    });

    [Test]
    public void TheLossOfNoRowsIsNotANumber() => KernelAgreement.Check(0, run =>
    {
        BufferView saved = run.Output(1), loss = run.Of(0);
        run.Device.CrossEntropy.Forward(0, 3, run.Normal(0), run.Indices(), default, 0, saved, loss);
        Assert.That(run.Read(loss)[0], Is.NaN);
        return [];
    });

    [Test]
    public void AnUnknownLabelDoesNotPassSilently([Values] bool weighted) => KernelAgreement.Check(0, run =>
    {
        BufferView z = run.Normal(6), saved = run.Output(3), loss = run.Of(0), dz = run.Normal(6),
            weights = weighted ? Weights(run, 3) : default;
        run.Device.CrossEntropy.Forward(2, 3, z, run.Indices(1, 3), weights, 0, saved, loss);
        run.Device.CrossEntropy.Backward(2, 3, z, run.Indices(1, 3), weights, 0, saved, run.Of(1), dz, accumulate: false);
        Assert.That(run.Read(loss), Is.All.NaN);
        Assert.That(run.Read(dz), Is.All.NaN);
        return [];
    });

    [TestCase("crossentropy.smooth0.1", 4, new[] { 0, 2, 1, 3 }, 0.1)]
    [TestCase("crossentropy.weighted", 2, new[] { 0, 1, 1, 0 }, 0.0)]
    public void ThePublishedValuesComeOut(string name, int classes, int[] labels, double smoothing) =>
        PublishedOperator.Check("operators.safetensors", name, published =>
        {
            var device = published.Device;
            BufferView z = published.Input("0", 4, classes), targets = published.Labels(labels),
                weights = classes == 2 ? published.Of(0.55, 10) : default;
            BufferView saved = published.Output(5), loss = published.Output(1), dz = published.Output(4, classes);

            // The published logits are three times the fill; the chain rule puts the same factor on their gradient.
            device.Elementwise.AddScaled(3, z, 0, z);
            var upstream = published.Input("dy", 1);
            device.Elementwise.AddScaled(3, upstream, 0, upstream);
            device.CrossEntropy.Forward(4, classes, z, targets, weights, smoothing, saved, loss);
            device.CrossEntropy.Backward(4, classes, z, targets, weights, smoothing, saved, upstream, dz, accumulate: false);
            published.Expect("y", loss);
            published.Expect("dx0", dz);
        });

    private static BufferView Weights(KernelRun run, int classes) => run.Of([.. Enumerable.Range(0, classes).Select(c => 0.5f + c % 4)]);

    private static BufferView[] Both(KernelRun run, int rows, int classes, BufferView targets, BufferView weights, double smoothing,
        bool accumulate)
    {
        var count = (long)rows * classes;
        BufferView z = run.Normal(count, deviation: 3), saved = run.Output(rows + 1), loss = run.Output(1),
            dz = run.Output(count, accumulate);
        run.Device.CrossEntropy.Forward(rows, classes, z, targets, weights, smoothing, saved, loss);
        run.Device.CrossEntropy.Backward(rows, classes, z, targets, weights, smoothing, saved, run.Of(1.5f), dz, accumulate);
        return [saved, loss, dz];
    }
}
