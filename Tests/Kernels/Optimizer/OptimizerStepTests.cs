using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Optimizer;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Optimizer;

[TestFixture]
internal sealed class OptimizerStepTests
{
    [Test]
    public void AdamAgrees([Values(0, 1, 37, 50_021)] int length, [Values] bool decoupled, [Values] bool scaled) =>
        KernelAgreement.Check(2e-6, run =>
        {
            var w = run.Normal(length);
            var (m, v) = (run.Of(new float[length]), run.Of(new float[length]));
            for (var step = 1; step <= 4; step++)
            {
                var settings = new AdamSettings(1e-2, 0.9, 0.95, 1e-8, 0.05, decoupled, step);
                run.Device.OptimizerStep.Adam(settings, w, run.Normal(length), m, v, scaled ? run.Of(0.3f) : default);
            }
            return [w, m, v];
        });

    [Test]
    public void SgdAgrees([Values(0, 1, 37, 50_021)] int length, [Values] bool momentum, [Values] bool nesterov, [Values] bool scaled) =>
        KernelAgreement.Check(1e-6, run =>
        {
            var w = run.Normal(length);
            var m = momentum ? run.Of(new float[length]) : default;
            var settings = new SgdSettings(0.1, 0.9, 1e-4, nesterov);
            for (var step = 1; step <= 3; step++)
                run.Device.OptimizerStep.Sgd(settings, w, run.Normal(length), m, scaled ? run.Of(0.3f) : default);
            return momentum ? [w, m] : [w];
        });

    [Test]
    public void LarsAgrees([Values(0, 1, 37, 50_021)] int length, [Values] bool adapt, [Values] bool scaled) =>
        KernelAgreement.Check(1e-6, run =>
        {
            var (w, m) = (run.Normal(length), run.Of(new float[length]));
            var settings = new LarsSettings(0.1, 0.9, 1e-4, 0.001, adapt);
            for (var step = 1; step <= 3; step++)
                run.Device.OptimizerStep.Lars(settings, w, run.Normal(length), m, scaled ? run.Of(0.3f) : default);
            return [w, m];
        });

    [Test]
    public void LarsDoesNotDivideByANormOfZero() => KernelAgreement.Check(1e-6, run =>
    {
        var zero = new float[40];
        var settings = new LarsSettings(0.1, 0.9, 0, 0.001, Adapt: true);
        var (w1, w2) = (run.Of(zero), run.Normal(40));
        run.Device.OptimizerStep.Lars(settings, w1, run.Normal(40), run.Of(zero), default);
        run.Device.OptimizerStep.Lars(settings, w2, run.Of(zero), run.Of(zero), default);
        return [w1, w2];
    });
}
