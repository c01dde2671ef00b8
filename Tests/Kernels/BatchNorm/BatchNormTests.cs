using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Memory;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.BatchNorm;

[TestFixture]
internal sealed class BatchNormTests
{
    private const double Epsilon = 1e-5;

    [Test]
    public void TrainingStepAgrees(
        [Values(1, 7, 37, 1031)] int rows, [Values(1, 3, 16, 45, 130)] int columns, [Values] bool affine, [Values] bool accumulate) =>
        KernelAgreement.Check(1e-5, run =>
        {
            var count = (long)rows * columns;
            BufferView x = run.Normal(count, mean: 3), dy = run.Normal(count), gamma = affine ? run.Normal(columns) : default;
            BufferView moments = run.Output(2 * columns), r = run.Output(columns), mean = run.Normal(columns),
                variance = run.Normal(columns, mean: 2);
            BufferView y = run.Output(count), sums = run.Output(2 * columns), dx = run.Output(count, accumulate);
            var kernel = run.Device.BatchNorm;
            kernel.Moments(rows, columns, x, moments);
            kernel.Normalizer(columns, rows, moments, Epsilon, r, 0.1, mean, variance);
            kernel.Apply(rows, columns, x, moments.Slice(0, columns), r, gamma, affine ? run.Normal(columns) : default, default,
                rectify: false, y);
            kernel.BackwardSums(rows, columns, x, moments.Slice(0, columns), r, default, dy, sums);
            kernel.BackwardInput(rows, columns, rows, x, moments.Slice(0, columns), r, gamma, 1e-5, default, dy, sums, dx, accumulate);

            // A single row has no spread: its r is 1/√ε, which magnifies the rounding of x − μ.
            return rows == 1 ? [moments, r, mean, variance, y, dx] : [moments, r, mean, variance, y, sums, dx];
        });

    [Test]
    public void FrozenStatisticsAgree([Values(0, 1, 1031)] int rows, [Values(1, 45)] int columns, [Values] bool accumulate) =>
        KernelAgreement.Check(1e-5, run =>
        {
            var count = (long)rows * columns;
            BufferView mean = run.Normal(columns),
                variance = run.Of([.. run.Read(run.Normal(columns)).Select(value => (float)Math.Abs(value) + 0.5f)]);
            BufferView r = run.Output(columns), y = run.Output(count), dx = run.Output(count, accumulate), gamma = run.Normal(columns);
            run.Device.BatchNorm.FrozenNormalizer(columns, variance, Epsilon, r);
            run.Device.BatchNorm.Apply(rows, columns, run.Normal(count), mean, r, gamma, default, default, rectify: false, y);
            run.Device.BatchNorm.BackwardInput(rows, columns, rows, run.Normal(count), mean, r, gamma, Epsilon, default, run.Normal(count),
                default,
                dx, accumulate);
            return [r, y, dx];
        });

    [Test]
    public void RectifiedOutputsPassGradientsOnlyWhereTheyAreOpen(
        [Values(1, 7, 1031)] int rows, [Values(1, 45)] int columns, [Values] bool residual) => KernelAgreement.Check(1e-5, run =>
    {
        var count = (long)rows * columns;
        BufferView x = run.Normal(count), moments = run.Output(2 * columns), r = run.Output(columns), gamma = run.Normal(columns);
        BufferView dy = run.Normal(count), y = run.Output(count), sums = run.Output(2 * columns), dx = run.Output(count);
        var mean = moments.Slice(0, columns);
        var kernel = run.Device.BatchNorm;
        kernel.Moments(rows, columns, x, moments);
        kernel.Normalizer(columns, rows, moments, Epsilon, r, 0.1, default, default);
        kernel.Apply(rows, columns, x, mean, r, gamma, default, residual ? run.Normal(count) : default, rectify: true, y);
        Assert.That(run.Read(y), Is.All.GreaterThanOrEqualTo(0));

        // From the same output everywhere: rounding must not open or close one.
        var open = run.Of([.. run.Read(run.Normal(count)).Select(value => (float)Math.Max(value, 0))]);
        kernel.BackwardSums(rows, columns, x, mean, r, open, dy, sums);
        kernel.BackwardInput(rows, columns, rows, x, mean, r, gamma, Epsilon, open, dy, sums, dx, accumulate: false);
        return [y, sums, dx];
    });

    [Test]
    public void MomentsKeepTheirPrecisionFarFromZero() => KernelAgreement.Check(1e-5, run =>
    {
        var moments = run.Output(2 * 5);
        run.Device.BatchNorm.Moments(20_011, 5, run.Normal(20_011 * 5, mean: 1000), moments);
        return [moments];
    });

    [Test]
    public void NoRowsHaveNoMoments() => KernelAgreement.Check(0, run =>
    {
        BufferView moments = run.Output(6), sums = run.Output(6), mean = run.Normal(3);
        run.Device.BatchNorm.Moments(0, 3, run.Normal(0), moments);
        run.Device.BatchNorm.BackwardSums(0, 3, run.Normal(0), mean, mean, default, run.Normal(0), sums);
        Assert.That(run.Read(moments), Is.All.Zero);
        return [moments, sums];
    });

    [TestCase("batchnorm2d.train", true)]
    [TestCase("batchnorm1d.noaffine", false)]
    public void ThePublishedValuesComeOut(string name, bool affine) => PublishedOperator.Check("operators.safetensors", name, published =>
    {
        var (rows, columns) = affine ? (3 * 6 * 7, 5) : (9, 6);
        int[] shape = affine ? [3, 5, 6, 7] : [9, 6];
        BufferView x = published.Input("0", shape), gamma = affine ? published.Input("1", 5) : default,
            beta = affine ? published.Input("2", 5) : default;
        BufferView moments = published.Output(2, columns), r = published.Output(columns), y = published.Output(rows, columns);
        BufferView sums = published.Output(2, columns), dx = published.Output(rows, columns), mean = moments.Slice(0, columns),
            dy = published.Input("dy", shape);
        var kernel = published.Device.BatchNorm;
        kernel.Moments(rows, columns, x, moments);
        kernel.Normalizer(columns, rows, moments, Epsilon, r, 0.1, default, default);
        kernel.Apply(rows, columns, x, mean, r, gamma, beta, default, rectify: false, y);
        kernel.BackwardSums(rows, columns, x, mean, r, default, dy, sums);
        kernel.BackwardInput(rows, columns, rows, x, mean, r, gamma, 1e-5, default, dy, sums, dx, accumulate: false);
        published.Expect("y", y);
        published.Expect("dx0", dx);
        if (!affine) return;
        published.Expect("dx1", sums.Slice(columns, columns));
        published.Expect("dx2", sums.Slice(0, columns));
    });
}
