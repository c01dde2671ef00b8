using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Metrics;

namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>The time to an event, with censoring. Metric: <c>concordance</c>, Harrell's concordance, see
/// <see cref="SurvivalConcordance"/>.</summary>
public sealed class SurvivalTarget : PredictedTarget
{
    private readonly double[] _times;
    private readonly bool[] _hasEvent;
    private readonly double[] _risks;

    /// <summary>Takes true and predicted values.</summary>
    /// <param name="times">Time of the event, or of the end of observation; NaN if it is missing.</param>
    /// <param name="hasEvent">True if the event was observed, false if the case is censored.</param>
    /// <param name="risks">A higher risk means an earlier event.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a risk is NaN where the time is known.</exception>
    public SurvivalTarget(double[] times, bool[] hasEvent, double[] risks)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(hasEvent);
        ArgumentNullException.ThrowIfNull(risks);
        if (times.Length != hasEvent.Length || times.Length != risks.Length)
            throw new ArgumentException($"{times.Length} times, {hasEvent.Length} events and {risks.Length} risks; pass one per case");
        for (var i = 0; i < times.Length; i++)
        {
            if (!double.IsNaN(times[i]) && double.IsNaN(risks[i])) throw new ArgumentException($"case {i}: the risk is NaN");
        }
        (_times, _hasEvent, _risks) = (times, hasEvent, risks);
    }

    /// <inheritdoc/>
    public override int Cases => _times.Length;

    /// <inheritdoc/>
    public override PredictedTarget Take(IReadOnlyList<int> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new SurvivalTarget(Rows(_times, 1, cases), Rows(_hasEvent, 1, cases), Rows(_risks, 1, cases));
    }

    internal override IReadOnlyList<LabelMetrics> Prepare(int[] people, EvaluationOptions options)
    {
        var known = KnownCases.Of(_times);
        var (hasEvent, persons) = (known.Select(_hasEvent), known.Select(people));
        var events = hasEvent.Count(happened => happened);
        return [new LabelMetrics(null, _times, events, Metrics, TooFewPeople(persons, options) ?? TooFew("events", events, options))];

        WeightedMetrics Metrics()
        {
            var concordance = new SurvivalConcordance(known.Select(_times), hasEvent, known.Select(_risks), persons);
            return new WeightedMetrics(["concordance"], (weights, values) => values[0] = concordance.Of(weights));
        }
    }
}
