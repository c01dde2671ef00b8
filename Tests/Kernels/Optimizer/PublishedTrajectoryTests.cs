using System.Globalization;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.Optimizer;

/// <summary>
/// Five steps on a matrix w [4, 5] and a bias b [5] beside what PyTorch, and the published LARS, made of them in double.
/// </summary>
[TestFixture]
internal sealed class PublishedTrajectoryTests
{
    private const int MatrixLength = 20;
    private const int Length = 25;

    private delegate void Step(IOptimizerStep kernels, long step, bool isMatrix, BufferView w, BufferView g, BufferView m, BufferView v);

    [Test]
    public void AdamWithL2([Values] bool reference) => Check(reference, "adam.lr1e-2.wd1e-2", (kernels, step, _, w, g, m, v) =>
        kernels.Adam(new AdamSettings(1e-2, 0.9, 0.999, 1e-8, 1e-2, false, step), w, g, m, v, default));

    [Test]
    public void AdamW([Values] bool reference) => Check(reference, "adamw.lr1e-2.wd5e-2.b0.9-0.95", (kernels, step, _, w, g, m, v) =>
        kernels.Adam(new AdamSettings(1e-2, 0.9, 0.95, 1e-8, 5e-2, true, step), w, g, m, v, default));

    [Test]
    public void Sgd([Values] bool reference) => Check(reference, "sgd.lr1e-1.m0.9.wd1e-4", (kernels, _, _, w, g, m, _) =>
        kernels.Sgd(new SgdSettings(0.1, 0.9, 1e-4, false), w, g, m, default));

    [Test]
    public void Lars([Values] bool reference) => Check(reference, "lars.lr1e-1.wd1e-4", (kernels, _, isMatrix, w, g, m, _) =>
        kernels.Lars(new LarsSettings(0.1, 0.9, 1e-4, 0.001, isMatrix), w, g, m, default));

    private static void Check(bool reference, string name, Step step)
    {
        var (rows, seed) = Read(name);
        using Device device = reference ? new ReferenceDevice() : new CpuDevice(1);
        var run = new KernelRun(device);
        var w = Filled(run, "w", "b", seed);
        var (m, v) = (run.Of(new float[Length]), run.Of(new float[Length]));

        for (var row = 0; row < rows.Length; row++)
        {
            var g = Filled(run, $"gw.{row}", $"gb.{row}", seed);
            foreach (var (first, length) in new[] { (0, MatrixLength), (MatrixLength, Length - MatrixLength) })
            {
                BufferView Part(BufferView view) => view.Slice(first, length);
                step(device.OptimizerStep, row + 1, first == 0, Part(w), Part(g), Part(m), Part(v));
            }
            Assert.That(run.Read(w), Is.EqualTo(rows[row]).Within(reference ? 1e-9 : 1e-6), $"step {row}");
        }
    }

    private static BufferView Filled(KernelRun run, string matrix, string bias, ulong seed) =>
        run.Of([.. DeterministicFill.Singles(matrix, MatrixLength, seed), .. DeterministicFill.Singles(bias, Length - MatrixLength, seed)]);

    private static (double[][] Rows, ulong Seed) Read(string name)
    {
        using var file = SafeTensorsFile.Open(SharedData.Require("reference", "fixtures", "optimizers.safetensors"));
        return ([.. file.Tensors[name].ToDoubles().Chunk(Length)], ulong.Parse(file.Metadata["seed"], CultureInfo.InvariantCulture));
    }
}
