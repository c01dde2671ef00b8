using EcgCmrNative.Models.Explanation.Attributions;
using NUnit.Framework;
using static EcgCmrNative.Tests.Models.Explanation.Attributions.SmallFunction;

namespace EcgCmrNative.Tests.Models.Explanation.Attributions;

public sealed class IntegratedGradientsTests
{
    private static readonly double[] Weights = [.. Enumerable.Range(0, Length).Select(i => Math.Sin(3 * i + 1))];
    private static readonly double[] X = [.. Enumerable.Range(0, Length).Select(i => 2 * Math.Cos(5 * i))];

    [Test]
    public void Of_a_linear_model_they_are_weight_times_input()
    {
        var result = IntegratedGradients.Of(Linear(Weights), X, new IntegratedGradientsOptions(Steps: 1));
        Assert.That(result.Map.Values, Is.EqualTo(Weights.Zip(X, (w, x) => w * x)).Within(1e-14));
        Assert.That((result.Steps, result.IsComplete, result.Map.IsSigned), Is.EqualTo((1, true, true)));
        Assert.That((result.Baseline, result.Value - result.Baseline), Is.EqualTo((5.0, result.Map.Values.Sum())).Within(1e-13));
    }

    [Test]
    public void Of_several_windows_they_add_up_to_the_mean()
    {
        double[] two = [.. X, .. X.Select(x => -3 * x)];
        var result = IntegratedGradients.Of(Linear(Weights), two);
        Assert.That(result.Map.Windows, Is.EqualTo(2));
        Assert.That(result.Map.Values.Skip(Length), Is.EqualTo(Weights.Zip(X, (w, x) => -1.5 * w * x)).Within(1e-14));
        Assert.That(result.Residual, Is.Zero.Within(1e-13));
    }

    /// <summary>f = (Σ wᵢxᵢ)³: the path integral of wᵢ·3(αs)² is wᵢ·s².</summary>
    [Test]
    public void Of_a_cube_two_nodes_are_exact()
    {
        var s = Weights.Zip(X, (w, x) => w * x).Sum();
        var result = IntegratedGradients.Of(Power(3), X, new IntegratedGradientsOptions(Steps: 2));
        Assert.That(result.Steps, Is.EqualTo(2));
        Assert.That(result.Map.Values, Is.EqualTo(Weights.Zip(X, (w, x) => w * x * s * s)).Within(1e-10 * Math.Abs(s * s * s)));
    }

    [Test]
    public void Steps_are_raised_until_the_sum_is_complete()
    {
        var steep = Steep();
        var result = IntegratedGradients.Of(steep, X, new IntegratedGradientsOptions(Steps: 2));
        Assert.That(result.Steps, Is.GreaterThan(2).And.LessThanOrEqualTo(512));
        Assert.That(result.IsComplete, Is.True);
        Assert.That(Math.Abs(result.Residual), Is.LessThanOrEqualTo(1e-3 * Math.Max(1, Math.Abs(result.Value - result.Baseline))));
        var few = IntegratedGradients.Of(steep, X, new IntegratedGradientsOptions(Steps: 2, MaxSteps: 2));
        Assert.That(few.IsComplete, Is.False);
        Assert.That(few.Residual, Is.EqualTo(few.Map.Values.Sum() - (few.Value - few.Baseline)).And.Not.Zero.Within(1e-3));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    [TestCase(64)]
    public void The_rule_integrates_powers_exactly(int count)
    {
        var rule = GaussLegendre.Rule(count);
        Assert.That(rule.Select(part => part.Node), Is.Ordered.Ascending.And.All.InRange(0, 1));
        for (var power = 0; power < 2 * count; power++)
            Assert.That(rule.Sum(part => part.Weight * Math.Pow(part.Node, power)), Is.EqualTo(1.0 / (power + 1)).Within(1e-13));
    }

    [Test]
    public void Samples_that_are_no_whole_window_are_refused() => Assert.That(
        () => IntegratedGradients.Of(Linear(Weights), new double[Length + 1]),
        Throws.ArgumentException.With.Message.Contains("25 samples are not whole windows"));

    private static SmallFunction Power(int power)
    {
        return new SmallFunction(
            x => Math.Pow(Sum(x), power), x => [.. Weights.Select(w => w * power * Math.Pow(Sum(x), power - 1))]);

        static double Sum(double[] x) => x.Zip(Weights, (a, b) => a * b).Sum();
    }

    /// <summary>tanh(20·(x₀ − 1)): from the baseline it is flat until halfway.</summary>
    private static SmallFunction Steep() => new(
        x => Math.Tanh(20 * (x[0] - 1)),
        x => [20 * (1 - Math.Pow(Math.Tanh(20 * (x[0] - 1)), 2)), .. new double[Length - 1]]);
}
