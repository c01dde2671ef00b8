using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Objectives.Contrastive;

public sealed class MemoryBankTests
{
    private readonly ReferenceDevice _device = new();

    [OneTimeTearDown]
    public void Dispose() => _device.Dispose();

    [Test]
    public void TheOldestLeaveFirst()
    {
        var bank = new MemoryBank(_device, 3, 1);
        Assert.That(bank.Embeddings().ToDoubles(), Is.Empty);
        bank.Push(Rows(1, 2));
        Assert.That(bank.Embeddings().ToDoubles(), Is.EqualTo([1.0, 2]));
        bank.Push(Rows(3, 4));
        Assert.That(bank.Embeddings().ToDoubles(), Is.EquivalentTo([2.0, 3, 4]));
        bank.Push(Rows(5, 6, 7, 8, 9));
        Assert.That(bank.Embeddings().ToDoubles(), Is.EquivalentTo([7.0, 8, 9]));
        bank.Push(Rows(10));
        Assert.That(bank.Embeddings().ToDoubles(), Is.EquivalentTo([8.0, 9, 10]));
    }

    [Test]
    public void TheBankIsPartOfTheState()
    {
        NtXentLoss first = new(_device, bankSize: 4, width: 2) { Training = true }, second = new(_device, bankSize: 4, width: 2);
        first.Forward(Pair(0.1), Pair(0.7));
        foreach (var ((name, from), (_, to)) in first.State().Zip(second.State()))
        {
            Assert.That(name, Does.StartWith("memory_bank."));
            to.Set(from.ToDoubles());
        }
        var expected = first.Forward(Pair(0.4), Pair(0.9)).Item();
        Assert.That(second.Forward(Pair(0.4), Pair(0.9)).Item(), Is.EqualTo(expected));
    }

    [Test]
    public void EarlierEmbeddingsAreFurtherNegatives()
    {
        var loss = new NtXentLoss(_device, temperature: 0.5, bankSize: 8, width: 2) { Training = true };
        var alone = loss.Forward(Pair(0.1), Pair(0.2)).Item();
        Assert.That(
            alone, Is.EqualTo(new NtXentLoss(_device, 0.5).Forward(Pair(0.1), Pair(0.2)).Item()).Within(1e-12),
            "an empty bank changes nothing");

        // In the bank: the two second views. −log p of a row becomes log(Σ of its three + Σ of its similarities to the two) − s⁺.
        loss.Training = false;
        var with = loss.Forward(Pair(0.3), Pair(0.5)).Item();
        double[][] z =
        [
            [Math.Cos(0.3), Math.Sin(0.3)], [-Math.Sin(0.3), Math.Cos(0.3)],
            [Math.Cos(0.5), Math.Sin(0.5)], [-Math.Sin(0.5), Math.Cos(0.5)],
        ];
        double[][] bank = [[Math.Cos(0.2), Math.Sin(0.2)], [-Math.Sin(0.2), Math.Cos(0.2)]];
        var expected = 0.0;
        for (var i = 0; i < 4; i++)
        {
            var sum = z.Where((_, j) => j != i).Concat(bank).Sum(other => Math.Exp(Dot(z[i], other) / 0.5));
            expected += (Math.Log(sum) - Dot(z[i], z[(i + 2) % 4]) / 0.5) / 4;
        }
        Assert.That(with, Is.EqualTo(expected).Within(1e-12));
        Assert.That(loss.Forward(Pair(0.3), Pair(0.5)).Item(), Is.EqualTo(with), "outside training nothing is kept");

        static double Dot(double[] a, double[] b) => a[0] * b[0] + a[1] * b[1];
    }

    private Tensor Rows(params double[] values) => Tensor.From(_device, new Shape(values.Length, 1), values);

    /// <summary>Two vectors at right angles, not of unit length.</summary>
    private Tensor Pair(double angle)
    {
        var (sine, cosine) = Math.SinCos(angle);
        return Tensor.From(_device, new Shape(2, 2), [2 * cosine, 2 * sine, -3 * sine, 3 * cosine]);
    }
}
