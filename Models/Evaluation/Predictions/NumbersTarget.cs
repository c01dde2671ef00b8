using EcgCmrNative.Models.Evaluation.Intervals;

namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>One or several numbers (phenotypes). Metrics, per phenotype and averaged: <c>rmse</c>, <c>mae</c>, <c>pcc</c>, <c>r2</c>. The
/// averages of errors are only meaningful if all phenotypes have the same unit, such as after standardisation.</summary>
public sealed class NumbersTarget : PredictedTarget
{
    private readonly IReadOnlyList<string> _phenotypes;
    private readonly double[] _truth;
    private readonly double[] _predictions;

    /// <summary>Takes true and predicted values.</summary>
    /// <param name="phenotypes">Names of the numbers.</param>
    /// <param name="truth">[cases, phenotypes], in any unit; NaN if it is missing.</param>
    /// <param name="predictions">[cases, phenotypes], in the same unit.</param>
    /// <exception cref="ArgumentException">No phenotypes, sizes differ, a true value is infinite, or a prediction is not finite where the
    /// truth is known.</exception>
    public NumbersTarget(IReadOnlyList<string> phenotypes, double[] truth, double[] predictions)
    {
        RequireMatrices(phenotypes, truth, predictions);
        for (var i = 0; i < truth.Length; i++)
        {
            if (double.IsInfinity(truth[i]) || (!double.IsNaN(truth[i]) && !double.IsFinite(predictions[i])))
            {
                throw new ArgumentException(
                    $"{phenotypes[i % phenotypes.Count]}, case {i / phenotypes.Count}: truth {truth[i]}, prediction {predictions[i]}; "
                    + "both must be finite");
            }
        }
        (_phenotypes, _truth, _predictions) = (phenotypes, truth, predictions);
    }

    /// <inheritdoc/>
    public override int Cases => _truth.Length / _phenotypes.Count;

    /// <inheritdoc/>
    public override PredictedTarget Take(IReadOnlyList<int> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new NumbersTarget(_phenotypes, Rows(_truth, _phenotypes.Count, cases), Rows(_predictions, _phenotypes.Count, cases));
    }

    internal override IReadOnlyList<LabelMetrics> Prepare(int[] people, EvaluationOptions options) =>
        [.. _phenotypes.Select((phenotype, k) => Prepare(phenotype, k, people, options))];

    private LabelMetrics Prepare(string phenotype, int column, int[] people, EvaluationOptions options)
    {
        var truth = Column(_truth, _phenotypes.Count, column);
        var known = KnownCases.Of(truth);
        var (of, persons) = (known.Select(truth), known.Select(people));
        return new LabelMetrics(
            phenotype, truth, null,
            () => WeightedMetrics.OfNumbers(of, known.Select(Column(_predictions, _phenotypes.Count, column)), persons),
            TooFewPeople(persons, options));
    }
}
