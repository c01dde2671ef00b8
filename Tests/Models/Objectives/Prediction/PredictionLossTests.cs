using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives.Prediction;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Objectives.Prediction;

/// <summary>The loss against plain sums in double, written here from its definition; its gradient against central differences.</summary>
public sealed class PredictionLossTests
{
    private const int Batch = 7;
    private const double Step = 1e-6;

    private static readonly PredictionTarget Volume = new() { Name = "LVEDV_mL", Kind = TargetKind.Number };
    private static readonly PredictionTarget Mass = new() { Name = "LVM_g", Kind = TargetKind.Number };
    private static readonly PredictionTarget Binary =
        new() { Name = "CAD", Kind = TargetKind.Classes, ClassValues = [0, 1], Prevalence = [0.5, 0.5] };
    private static readonly PredictionTarget Three =
        new() { Name = "NYHA", Kind = TargetKind.Classes, ClassValues = [1, 2, 4], Prevalence = [0.2, 0.3, 0.5] };
    private static readonly PredictionTarget Weighted = Three with { ClassWeights = [0.4, 1.7, 3] };
    private static readonly PredictionTarget Death = new() { Name = "death", Kind = TargetKind.TimeToEvent, TimeName = "years" };

    private static readonly double[] Events = [1, 0, 1, 1, double.NaN, 1, 0];

    /// <summary>Two events at the same time, an event at the time of a censored person, a missing event and a missing time.</summary>
    private static readonly double[] Years = [2, 5, 3, 3, 4, double.NaN, 3];

    private readonly ReferenceDevice _device = new();

    [OneTimeTearDown]
    public void Dispose() => _device.Dispose();

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Named("ANumber", new Case([Volume]));
        yield return Named("ANumberWithMissingValues", new Case([Volume]) { Missing = [(0, 0), (3, 0)] });
        yield return Named("SeveralNumbersWithMissingValues", new Case([Volume, Mass]) { Missing = [(0, 0), (3, 0), (3, 1), (5, 1)] });
        yield return Named("ANumberThatNobodyHasBesideOneThatAllHave", new Case([Volume, Mass]) { Missing = All(1) });
        yield return Named("NumbersByTheReference", new Case([Volume, Mass]) { Missing = [(0, 0), (3, 0), (5, 1)], Quirks = true });
        yield return Named("TwoClasses", new Case([Binary]));
        yield return Named("WeightedClassesWithSmoothing", new Case([Weighted]) { Smoothing = 0.2 });
        yield return Named("MissingClasses", new Case([Weighted]) { Missing = [(1, 0), (6, 0)], Smoothing = 0.1 });
        yield return Named("MixedSamples", new Case([Three]) { Mixed = true, Smoothing = 0.1 });
        yield return Named("MixedSamplesOfWeightedClasses", new Case([Weighted]) { Mixed = true, Smoothing = 0.3 });
        yield return Named("MixedSamplesWithAMissingPartner", new Case([Weighted]) { Mixed = true, Missing = [(1, 0)], Smoothing = 0.1 });
        yield return Named("MixedNumbersWithAMissingPartner", new Case([Volume, Mass]) { Mixed = true, Missing = [(1, 0), (2, 1)] });
        yield return Named("TimeToEventWithTiesCensoringAndMissingTimes", new Case([Death]));
        yield return Named(
            "SeveralKinds",
            new Case([Volume, Mass, Binary, Death, Weighted]) { Missing = [(0, 0), (2, 1), (3, 2), (4, 4)], Smoothing = 0.15 });
        yield return Named(
            "SeveralKindsOfWhichSomeAreUnknown", new Case([Volume, Mass, Binary, Weighted]) { Missing = [.. All(0), .. All(2)] });

        static TestCaseData Named(string name, Case one) => new TestCaseData(one).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Cases))]
    public void TheValueIsThatOfItsDefinition(Case one) =>
        Assert.That(Value(one, one.Outputs()), Is.EqualTo(Naive(one, one.Outputs())).Within(1e-12));

    [TestCaseSource(nameof(Cases))]
    public void TheGradientIsThatOfCentralDifferences(Case one)
    {
        var outputs = one.Outputs();
        var gradient = Gradient(one, outputs)!;
        Assert.That(gradient, Has.Some.Not.Zero);
        for (var i = 0; i < outputs.Length; i++)
        {
            double[] above = [.. outputs], below = [.. outputs];
            above[i] += Step;
            below[i] -= Step;
            Assert.That(gradient[i], Is.EqualTo((Value(one, above) - Value(one, below)) / (2 * Step)).Within(1e-8), $"output {i}");
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void TheOutputsOfAMissingValueHaveNoInfluence(bool quirks)
    {
        var one = new Case([Volume, Mass, Weighted, Death]) { Missing = [(1, 0), (4, 1), (5, 2)], Smoothing = 0.1, Quirks = quirks };
        var outputs = one.Outputs();
        double[] changed = [.. outputs];
        // Numbers 1 and 4, the three classes of 5, and the hazards of the people 4 without event and 5 without time.
        int[] free = [1 * 6, 4 * 6 + 1, 5 * 6 + 2, 5 * 6 + 3, 5 * 6 + 4, 4 * 6 + 5, 5 * 6 + 5];
        foreach (var i in free) changed[i] = 50 + i;
        Assert.That(Value(one, changed), Is.EqualTo(Value(one, outputs)));
        var (before, after) = (Gradient(one, outputs)!, Gradient(one, changed)!);
        Assert.That(after, Is.EqualTo(before));
        for (var i = 0; i < before.Length; i++) Assert.That(before[i], free.Contains(i) ? Is.Zero : Is.Not.Zero, $"output {i}");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void ABatchOfWhichNothingIsKnownHasALossOfZeroAndNoGradient(bool mixed)
    {
        var one = new Case(mixed ? [Volume, Weighted] : [Volume, Weighted, Death])
        {
            Missing = [.. All(0), .. All(1), .. All(2)],
            Mixed = mixed,
        };
        Assert.That(Value(one, one.Outputs()), Is.Zero);
        Assert.That(Gradient(one, one.Outputs()) ?? [0], Is.All.Zero);
    }

    /// <summary>A hazard that is not at risk must stay out of the sum in single precision too.</summary>
    [Test]
    public void OnTheCpuTheLossIsThatOfTheReference()
    {
        using var cpu = new CpuDevice(threads: 2);
        var one = new Case([Volume, Mass, Binary, Death, Weighted]) { Missing = [(0, 0), (2, 1), (3, 2), (4, 4)], Smoothing = 0.15 };
        using var scope = TensorScope.Open();
        var loss = new PredictionLoss(cpu, one.Targets, one.Smoothing)
            .Of(Tensor.From(cpu, new Shape(Batch, one.Width), one.Outputs()), one.Truth()).Item();
        Assert.That(loss, Is.EqualTo(Naive(one, one.Outputs())).Within(1e-6));
    }

    [Test]
    public void TheLastEventOfABatchCostsNothing()
    {
        // No other person is at risk when the only event is the latest time.
        var truth = new TargetBatch(2, 1);
        truth.Begin(2);
        (truth.Values[0], truth.Values[1], truth.Times[0], truth.Times[1]) = (1, 0, 3, 1);
        Assert.That(Of([Death], truth, [0.3, -2]), Is.Zero.Within(1e-12));
        truth.Times[1] = 3;
        Assert.That(Of([Death], truth, [0.3, -2]), Is.EqualTo(Math.Log(1 + Math.Exp(-2.3))).Within(1e-12), "censored at the same time");
    }

    [TestCase(Batch, 3)]
    [TestCase(Batch, 5)]
    [TestCase(Batch - 1, 4)]
    public void OutputsOfAnotherShapeAreRefused(int rows, int columns)
    {
        var one = new Case([Volume, Three]);
        Assert.That(
            () => new PredictionLoss(_device, one.Targets)
                .Of(Tensor.From(_device, new Shape(rows, columns), new double[rows * columns]), one.Truth()),
            Throws.TypeOf<ShapeException>().With.Message.Contains("expected [7, 4]"));
        Assert.That(
            () => new PredictionLoss(_device, one.Targets)
                .Of(Tensor.From(_device, new Shape(Batch * 4), new double[Batch * 4]), one.Truth()),
            Throws.TypeOf<ShapeException>());
    }

    [Test]
    public void NumbersMustBeTheFirstTargets()
    {
        Assert.That(
            () => new PredictionLoss(_device, [Binary, Volume]),
            Throws.ArgumentException.With.Message.Contains("numbers must be the first"));
        Assert.That(() => new PredictionLoss(_device, [Volume, Binary, Mass]), Throws.ArgumentException);
        Assert.That(new PredictionLoss(_device, [Volume, Mass, Three, Death]).Outputs, Is.EqualTo(6));
    }

    /// <summary>The definition, one sample after the other.</summary>
    private static double Naive(Case one, double[] outputs)
    {
        var truth = one.Truth();
        var (parts, weights) = (0.0, 0.0);
        var numbers = one.Targets.Count(target => target.Kind == TargetKind.Number);
        var (squares, values, seen) = (0.0, 0, new HashSet<int>());
        for (var b = 0; b < Batch; b++)
        {
            for (var t = 0; t < numbers; t++)
            {
                var value = truth.Values[b * truth.Targets + t];
                if (truth.IsMixed)
                    value = truth.Shares[b] == 1
                        ? value
                        : truth.Shares[b] * value + (1 - truth.Shares[b]) * truth.Values[truth.Partners[b] * truth.Targets + t];
                if (double.IsNaN(value)) continue;
                squares += Math.Pow(outputs[b * one.Width + t] - value, 2);
                values++;
                seen.Add(t);
            }
        }
        if (values > 0)
        {
            var counted = one.Quirks ? numbers : seen.Count;
            parts += counted * squares / (one.Quirks ? Batch * numbers : values);
            weights += counted;
        }
        var first = numbers;
        for (var t = numbers; t < one.Targets.Length; first += one.Targets[t++].Outputs)
        {
            if ((one.Targets[t].Kind == TargetKind.Classes ? Classes(t, first) : Cox(t, first)) is not { } loss) continue;
            parts += loss;
            weights++;
        }
        return weights == 0 ? 0 : parts / weights;

        double? Classes(int t, int first)
        {
            var target = one.Targets[t];
            var (sum, divisor) = (0.0, 0.0);
            for (var b = 0; b < Batch; b++)
            {
                var (own, share) = (truth.Values[b * truth.Targets + t], truth.IsMixed ? truth.Shares[b] : 1);
                var other = truth.IsMixed ? truth.Values[truth.Partners[b] * truth.Targets + t] : own;
                if (double.IsNaN(own) || double.IsNaN(other)) continue;
                var normalizer = Math.Log(Enumerable.Range(0, target.Outputs).Sum(c => Math.Exp(outputs[b * one.Width + first + c])));
                for (var c = 0; c < target.Outputs; c++)
                {
                    var hot = (own == c ? share : 0) + (other == c ? 1 - share : 0);
                    var soft = (1 - one.Smoothing) * hot + one.Smoothing / target.Outputs;
                    sum += Weight(c) * soft * (normalizer - outputs[b * one.Width + first + c]);
                }
                divisor += truth.IsMixed ? 1 : Weight((int)own);
            }
            return divisor == 0 ? null : sum / divisor;

            double Weight(int c) => target.ClassWeights.Count == 0 ? 1 : target.ClassWeights[c];
        }

        double? Cox(int t, int hazard)
        {
            var (sum, events) = (0.0, 0);
            for (var i = 0; i < Batch; i++)
            {
                if (truth.Values[i * truth.Targets + t] != 1 || double.IsNaN(truth.Times[i * truth.Targets + t])) continue;
                var atRisk = 0.0;
                for (var j = 0; j < Batch; j++)
                {
                    if (!double.IsNaN(truth.Values[j * truth.Targets + t])
                        && truth.Times[j * truth.Targets + t] >= truth.Times[i * truth.Targets + t])
                        atRisk += Math.Exp(outputs[j * one.Width + hazard]);
                }
                sum += Math.Log(atRisk) - outputs[i * one.Width + hazard];
                events++;
            }
            return events == 0 ? null : sum / events;
        }
    }

    private double Value(Case one, double[] outputs) => Of(one.Targets, one.Truth(), outputs, one.Smoothing, one.Quirks);

    private double Of(PredictionTarget[] targets, TargetBatch truth, double[] outputs, double smoothing = 0, bool quirks = false)
    {
        using var scope = TensorScope.Open();
        return new PredictionLoss(_device, targets, smoothing, quirks)
            .Of(Tensor.From(_device, new Shape(truth.Count, outputs.Length / truth.Count), outputs), truth).Item();
    }

    /// <summary>Null if no gradient reaches the outputs.</summary>
    private double[]? Gradient(Case one, double[] outputs)
    {
        using var tape = new Tape();
        var x = Tensor.From(_device, new Shape(Batch, one.Width), outputs).TrackGradient();
        tape.Backward(new PredictionLoss(_device, one.Targets, one.Smoothing, one.Quirks).Of(x, one.Truth()));
        if (x.Gradient.IsAbsent) return null;
        var gradient = new double[outputs.Length];
        _device.Download(x.Gradient, gradient);
        return gradient;
    }

    private static (int, int)[] All(int target) => [.. Enumerable.Range(0, Batch).Select(b => (b, target))];

    /// <summary>Targets with the values of a batch.</summary>
    public sealed class Case(PredictionTarget[] targets)
    {
        /// <summary>The targets.</summary>
        public PredictionTarget[] Targets => targets;

        /// <summary>Values that are missing, beside those of events.</summary>
        public (int Sample, int Target)[] Missing { get; init; } = [];

        /// <summary>Whether samples 0 and 1, 2 and 3 are mixed, and 6 takes something of 5.</summary>
        public bool Mixed { get; init; }

        /// <summary>Label smoothing.</summary>
        public double Smoothing { get; init; }

        /// <summary>As the reference.</summary>
        public bool Quirks { get; init; }

        /// <summary>Outputs of all targets.</summary>
        public int Width => targets.Sum(target => target.Outputs);

        /// <summary>The outputs of a model.</summary>
        public double[] Outputs() => [.. Enumerable.Range(0, Batch * Width).Select(i => 2 * Math.Sin(1.3 * i + 0.4))];

        /// <summary>The true values.</summary>
        public TargetBatch Truth()
        {
            var truth = new TargetBatch(Batch + 2, targets.Length);
            truth.Begin(Batch);
            for (var b = 0; b < Batch; b++)
            {
                for (var t = 0; t < targets.Length; t++)
                {
                    truth.Values[b * targets.Length + t] = targets[t].Kind switch
                    {
                        TargetKind.Number => Math.Cos(0.9 * b + t),
                        TargetKind.Classes => (2 * b + t) % targets[t].Outputs,
                        _ => Events[b],
                    };
                    truth.Times[b * targets.Length + t] = Years[b];
                }
            }
            foreach (var (sample, target) in Missing.Where(missing => missing.Target < targets.Length))
                truth.Values[sample * targets.Length + target] = double.NaN;
            if (!Mixed) return truth;
            foreach (var (sample, partner, share) in new[] { (0, 1, 0.7), (1, 0, 0.7), (2, 3, 0.1), (3, 2, 0.1), (6, 5, 0.55) })
                truth.Mix(sample, partner, share);
            return truth;
        }
    }
}
