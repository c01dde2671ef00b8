using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Reduction;

[TestFixture]
internal sealed class ReductionTests
{
    // The sums themselves are larger than 1 where they are long; the tolerance is relative to them.
    private const double Precision = 1e-6;

    [Test]
    public void SumAgrees([Values(0, 1, 37, 1031, 1_000_003)] int length, [Values] bool accumulate) =>
        KernelAgreement.Check(Precision, run =>
        {
            var result = run.Output(1, accumulate);
            run.Device.Reduction.Sum(run.Normal(length, mean: 1), 0.7, result, accumulate);
            return [result];
        });

    [Test]
    public void DotAgrees([Values(0, 1, 37, 1031, 1_000_003)] int length, [Values] bool accumulate) =>
        KernelAgreement.Check(Precision, run =>
        {
            var x = run.Normal(length);
            var (norm, dot) = (run.Output(1, accumulate), run.Output(1, accumulate));
            run.Device.Reduction.Dot(x, x, norm, accumulate);
            run.Device.Reduction.Dot(x, run.Normal(length, mean: 1), dot, accumulate);
            return [norm, dot];
        });

    [Test]
    public void SumRowsAgrees(
        [Values(0, 1, 7, 1031)] int rows, [Values(1, 5, 96, 513)] int columns, [Values] bool accumulate) =>
        KernelAgreement.Check(Precision, run =>
        {
            var result = run.Output(columns, accumulate);
            run.Device.Reduction.SumRows(rows, columns, run.Normal((long)rows * columns), 0.3, result, accumulate);
            return [result];
        });

    [TestCase(1_000_003, 1)]
    [TestCase(70_001, 17)]
    [TestCase(3000, 1024)]
    public void SumRowsOfMuchAgrees(int rows, int columns) => KernelAgreement.Check(Precision, run =>
    {
        var result = run.Output(columns);
        run.Device.Reduction.SumRows(rows, columns, run.Normal((long)rows * columns, mean: 1), 1.0 / rows, result, accumulate: false);
        return [result];
    });

    [Test]
    public void SumTokensAgrees([Values(0, 1, 5, 300)] int batch, [Values(1, 65, 600)] int columns, [Values(0, 1, 6)] int count) =>
        KernelAgreement.Check(Precision, run =>
        {
            const int tokens = 7;
            var y = run.Output((long)batch * columns);
            run.Device.Reduction.SumTokens(batch, tokens, columns, 1, count, run.Normal((long)batch * tokens * columns), 0.25, y);
            return [y];
        });

    [Test]
    public void SpreadTokensAgrees(
        [Values(0, 1, 5, 300)] int batch, [Values(1, 65)] int columns, [Values(0, 1, 6)] int count, [Values] bool accumulate) =>
        KernelAgreement.Check(Precision, run =>
        {
            const int tokens = 7;
            var dx = run.Output((long)batch * tokens * columns, accumulate);
            run.Device.Reduction.SpreadTokens(batch, tokens, columns, 1, count, run.Normal((long)batch * columns), 0.25, dx, accumulate);
            return [dx];
        });

    [Test]
    public void ARangeOutsideTheTokensIsRefused([Values(-1, 5)] int first, [Values] bool reference)
    {
        using var device = reference ? (Device)new ReferenceDevice() : new CpuDevice(1);
        var run = new KernelRun(device);
        Assert.That(
            () => device.Reduction.SumTokens(2, 7, 3, first, 3, run.Normal(42), 1, run.Output(6)),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("sequence of 7"));
    }

    [Test]
    public void NonFiniteNumbersAreCounted([Values(0, 37, 100_003)] int length, [Values] bool accumulate) => KernelAgreement.Check(0, run =>
    {
        float[] kinds = [1, float.NaN, float.MaxValue, float.PositiveInfinity, 0, float.NegativeInfinity, float.Epsilon];
        var numbers = new float[length];
        for (var i = 0; i < length; i++) numbers[i] = kinds[i % kinds.Length];
        var result = accumulate ? run.Of(5) : run.Output(1);
        run.Device.Reduction.CountNonFinite(run.Of(numbers), result, accumulate);
        return [result];
    });
}
