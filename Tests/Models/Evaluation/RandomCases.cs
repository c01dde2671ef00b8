using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Tests.Models.Evaluation;

/// <summary>Random predictions of which something is right, with ties.</summary>
internal static class RandomCases
{
    /// <summary>Positive cases have higher probabilities, on a grid from 0 to 1.</summary>
    public static (bool[] Truth, double[] Probabilities) Binary(int cases, ulong seed, double signal = 0.3, int grid = 20)
    {
        var draws = new Philox(seed, 11);
        var (truth, probabilities) = (new bool[cases], new double[cases]);
        for (var i = 0; i < cases; i++)
        {
            truth[i] = draws.NextBernoulli(0.35);
            var p = Math.Clamp(draws.NextUniform() + (truth[i] ? signal : -signal), 0, 1);
            probabilities[i] = Math.Round(p * grid) / grid;
        }
        return (truth, probabilities);
    }

    /// <summary>[cases, classes] probabilities that favour the true class.</summary>
    public static (int[] Truth, double[] Probabilities) Classes(int cases, int classes, ulong seed)
    {
        var draws = new Philox(seed, 12);
        var (truth, probabilities) = (new int[cases], new double[cases * classes]);
        for (var i = 0; i < cases; i++)
        {
            truth[i] = draws.NextBelow(classes);
            var row = probabilities.AsSpan(i * classes, classes);
            for (var k = 0; k < classes; k++) row[k] = Math.Exp(Math.Round(4 * (draws.NextNormal() + (k == truth[i] ? 1 : 0))) / 4);
            var sum = 0.0;
            foreach (var value in row) sum += value;
            foreach (ref var value in row) value /= sum;
        }
        return (truth, probabilities);
    }

    /// <summary>Predictions with an error as large as the spread.</summary>
    public static (double[] Truth, double[] Predictions) Numbers(int cases, ulong seed)
    {
        var draws = new Philox(seed, 13);
        var truth = Enumerable.Range(0, cases).Select(_ => 150 + 30 * draws.NextNormal()).ToArray();
        return (truth, Array.ConvertAll(truth, value => 140 + 0.5 * (value - 150) + 20 * draws.NextNormal()));
    }

    /// <summary>Censored times with ties; a higher risk means an earlier event.</summary>
    public static (double[] Times, bool[] HasEvent, double[] Risks) Survival(int cases, ulong seed)
    {
        var draws = new Philox(seed, 14);
        var (times, hasEvent, risks) = (new double[cases], new bool[cases], new double[cases]);
        for (var i = 0; i < cases; i++)
        {
            risks[i] = Math.Round(draws.NextNormal() * 4) / 4;
            times[i] = Math.Ceiling(-Math.Log(1 - draws.NextUniform()) * 20 * Math.Exp(-risks[i]));
            hasEvent[i] = draws.NextBernoulli(0.6);
        }
        return (times, hasEvent, risks);
    }

    /// <summary>How often each unit is counted: 0, 1, 2 or 3.</summary>
    public static double[] Weights(int units, ulong seed)
    {
        var draws = new Philox(seed, 15);
        return [.. Enumerable.Range(0, units).Select(_ => (double)draws.NextBelow(4))];
    }

    public static double[] ToDoubles(this bool[] values) => Array.ConvertAll(values, value => value ? 1.0 : 0);

    public static double[] ToDoubles(this int[] values) => Array.ConvertAll(values, value => (double)value);
}
