namespace EcgCmrNative.Models.Evaluation.Calibration;

/// <summary>
/// A non-decreasing function with the least squared error, by pooling adjacent violators (Barlow et al. 1972), as scikit-learn's
/// <c>IsotonicRegression(out_of_bounds="clip")</c>: linear between the inputs kept, constant outside them. It maps scores to calibrated
/// probabilities (Zadrozny and Elkan 2002).
/// </summary>
/// <param name="Inputs">Increasing inputs at which the function is given.</param>
/// <param name="Outputs">The function there; not decreasing.</param>
public sealed record IsotonicRegression(double[] Inputs, double[] Outputs)
{
    /// <summary>Inputs that are nearer than this are one, as in scikit-learn.</summary>
    private const double Resolution = 1e-15;

    /// <summary>Fits calibrated probabilities.</summary>
    /// <param name="truth">True for positive cases.</param>
    /// <param name="scores">Their scores or probabilities.</param>
    /// <exception cref="ArgumentException">No cases, lengths differ, or a score is NaN.</exception>
    public static IsotonicRegression Fit(ReadOnlySpan<bool> truth, ReadOnlySpan<double> scores)
    {
        var outputs = new double[truth.Length];
        for (var i = 0; i < outputs.Length; i++) outputs[i] = truth[i] ? 1 : 0;
        return Fit(scores, outputs);
    }

    /// <summary>Fits.</summary>
    /// <param name="inputs">x of each case.</param>
    /// <param name="outputs">y of each case.</param>
    /// <param name="weights">Weight of each case, more than 0; empty for 1.</param>
    /// <exception cref="ArgumentException">No cases, lengths differ, a value is not finite, or a weight is not positive.</exception>
    public static IsotonicRegression Fit(ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs, ReadOnlySpan<double> weights = default)
    {
        if (inputs.IsEmpty) throw new ArgumentException("there are no cases to fit");
        if (inputs.Length != outputs.Length || (!weights.IsEmpty && weights.Length != inputs.Length))
            throw new ArgumentException($"{inputs.Length} inputs, {outputs.Length} outputs and {weights.Length} weights differ in number");
        var (keys, order) = (inputs.ToArray(), Enumerable.Range(0, inputs.Length).ToArray());
        Array.Sort(keys, order);
        var (x, y, w) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var i in order)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            if (!double.IsFinite(inputs[i]) || !double.IsFinite(outputs[i]) || !(weight > 0))
                throw new ArgumentException($"case {i}: ({inputs[i]}, {outputs[i]}) of weight {weight} cannot be fitted");
            if (x.Count == 0 || inputs[i] - x[^1] >= Resolution)
            {
                x.Add(inputs[i]);
                y.Add(0);
                w.Add(0);
            }
            y[^1] += weight * outputs[i];
            w[^1] += weight;
        }
        for (var i = 0; i < y.Count; i++) y[i] /= w[i];
        var fitted = Pool([.. y], [.. w]);
        // Inside a constant stretch a point changes nothing.
        var kept = Enumerable.Range(0, fitted.Length).Where(i =>
            i == 0 || i == fitted.Length - 1 || fitted[i] != fitted[i - 1] || fitted[i] != fitted[i + 1]).ToArray();
        return new IsotonicRegression(Array.ConvertAll(kept, i => x[i]), Array.ConvertAll(kept, i => fitted[i]));
    }

    /// <summary>The function at an input; NaN at NaN.</summary>
    public double Of(double input)
    {
        if (double.IsNaN(input)) return double.NaN;
        var place = Array.BinarySearch(Inputs, input);
        if (place >= 0) return Outputs[place];
        var above = ~place;
        if (above == 0) return Outputs[0];
        if (above == Inputs.Length) return Outputs[^1];
        var share = (input - Inputs[above - 1]) / (Inputs[above] - Inputs[above - 1]);
        return Outputs[above - 1] + share * (Outputs[above] - Outputs[above - 1]);
    }

    /// <summary>The function at several inputs.</summary>
    public double[] Of(ReadOnlySpan<double> inputs)
    {
        var outputs = new double[inputs.Length];
        for (var i = 0; i < outputs.Length; i++) outputs[i] = Of(inputs[i]);
        return outputs;
    }

    /// <summary>The non-decreasing sequence with the least weighted squared distance from the values.</summary>
    internal static double[] Pool(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var (sums, pooled, ends) = (new double[values.Length], new double[values.Length], new int[values.Length]);
        var blocks = 0;
        for (var i = 0; i < values.Length; i++)
        {
            (sums[blocks], pooled[blocks], ends[blocks]) = (values[i] * weights[i], weights[i], i + 1);
            blocks++;
            while (blocks > 1 && sums[blocks - 2] / pooled[blocks - 2] >= sums[blocks - 1] / pooled[blocks - 1])
            {
                blocks--;
                sums[blocks - 1] += sums[blocks];
                pooled[blocks - 1] += pooled[blocks];
                ends[blocks - 1] = ends[blocks];
            }
        }
        var fitted = new double[values.Length];
        for (var (block, first) = (0, 0); block < blocks; first = ends[block++])
            fitted.AsSpan(first, ends[block] - first).Fill(sums[block] / pooled[block]);
        return fitted;
    }
}
