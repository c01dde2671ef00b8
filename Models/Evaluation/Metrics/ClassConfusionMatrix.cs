namespace EcgCmrNative.Models.Evaluation.Metrics;

/// <summary>Counts of a decision between several classes, and the metrics that follow from them; conventions are those of scikit-learn.
/// Without any case all metrics are NaN.</summary>
public sealed class ClassConfusionMatrix
{
    private readonly double[] _counts;

    private ClassConfusionMatrix(int classes) => (Classes, _counts) = (classes, new double[classes * classes]);

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Share of cases that were classified correctly.</summary>
    public double Accuracy => Correct / Sum;

    /// <summary>The mean sensitivity of the classes that have cases.</summary>
    public double BalancedAccuracy => Mean(k => Row(k) > 0, k => this[k, k] / Row(k));

    /// <summary>The mean of F1 = 2·TP/(2·TP + FP + FN) over the classes that occur in truth or predictions (macro F1).</summary>
    public double MacroF1 => Mean(k => Row(k) + Column(k) > 0, k => 2 * this[k, k] / (Row(k) + Column(k)));

    /// <summary>
    /// Matthews' correlation coefficient of several classes (Gorodkin 2004), (c·s − Σ p_k t_k) / √((s² − Σ p_k²)(s² − Σ t_k²)): c correct
    /// of s cases, t_k true and p_k predicted cases of class k. From −1 to 1; 0 if truth or predictions have one class only.
    /// </summary>
    public double MatthewsCorrelation
    {
        get
        {
            var sum = Sum;
            if (sum == 0) return double.NaN;
            var (rows, columns, both) = (0.0, 0.0, 0.0);
            for (var k = 0; k < Classes; k++)
            {
                rows += Row(k) * Row(k);
                columns += Column(k) * Column(k);
                both += Row(k) * Column(k);
            }
            var scale = (sum * sum - rows) * (sum * sum - columns);
            return scale == 0 ? 0 : (Correct * sum - both) / Math.Sqrt(scale);
        }
    }

    private double Sum => _counts.Sum();

    private double Correct => Enumerable.Range(0, Classes).Sum(k => this[k, k]);

    /// <summary>How many cases of a class were called another.</summary>
    public double this[int truth, int called] => _counts[truth * Classes + called];

    /// <summary>Counts cases.</summary>
    /// <param name="truth">The class of each case, counted from 0.</param>
    /// <param name="called">The class that was predicted for it.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="units">The unit of each case, such as its person, counted from 0; empty if each case is its own.</param>
    /// <param name="weights">How often each unit is counted; empty for once.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a class is outside 0 to classes − 1.</exception>
    public static ClassConfusionMatrix Of(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> called, int classes, ReadOnlySpan<int> units = default,
        ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (truth.Length != called.Length) throw new ArgumentException($"{truth.Length} true classes, but {called.Length} predictions");
        if (!units.IsEmpty && units.Length != truth.Length)
            throw new ArgumentException($"{units.Length} units for {truth.Length} cases; pass one unit per case");
        var matrix = new ClassConfusionMatrix(classes);
        for (var i = 0; i < truth.Length; i++)
        {
            if ((uint)truth[i] >= (uint)classes || (uint)called[i] >= (uint)classes)
                throw new ArgumentException($"case {i}: class {truth[i]} called {called[i]}; classes are 0 to {classes - 1}");
            matrix._counts[truth[i] * classes + called[i]] += weights.IsEmpty ? 1 : weights[units.IsEmpty ? i : units[i]];
        }
        return matrix;
    }

    private double Row(int truth) => Enumerable.Range(0, Classes).Sum(called => this[truth, called]);

    private double Column(int called) => Enumerable.Range(0, Classes).Sum(truth => this[truth, called]);

    private double Mean(Func<int, bool> counts, Func<int, double> metric) =>
        Enumerable.Range(0, Classes).Where(counts).Select(metric).DefaultIfEmpty(double.NaN).Average();
}
