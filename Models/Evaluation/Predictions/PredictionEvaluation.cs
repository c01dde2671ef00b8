using EcgCmrNative.Models.Evaluation.Intervals;

namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>
/// Evaluates predictions: every metric of the target with its percentile bootstrap interval over people. A person's cases stay together in
/// a resample. People are drawn from all, those without a known truth included, so that labels are paired; metrics are of the
/// known cases. A metric without an interval is not given, but listed with the reason.
/// </summary>
public static class PredictionEvaluation
{
    /// <summary>Evaluates the predictions of a model.</summary>
    /// <param name="target">True and predicted values.</param>
    /// <param name="people">The person of each case.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="cancellation">Stops between resamples.</param>
    /// <exception cref="ArgumentException">Not one person per case.</exception>
    public static PredictionReport Of(
        PredictedTarget target, IReadOnlyList<string> people, EvaluationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return OfRuns([target], people, options, cancellation);
    }

    /// <summary>Evaluates a model that was trained several times: the mean over runs, with runs resampled as well, see
    /// <see cref="ResampledValues.OverRuns"/>.</summary>
    /// <param name="runs">Predictions of each run, for the same cases.</param>
    /// <param name="people">The person of each case.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="cancellation">Stops between resamples.</param>
    /// <exception cref="ArgumentException">No runs, runs of other cases or labels, or not one person per case.</exception>
    public static PredictionReport OfRuns(
        IReadOnlyList<PredictedTarget> runs, IReadOnlyList<string> people, EvaluationOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new EvaluationOptions();
        return Report(Resample(runs, people, options, cancellation), options);
    }

    /// <summary>Compares two models on the same cases: each metric of the first minus that of the second, paired by person.</summary>
    /// <param name="first">Predictions of each run of the first model.</param>
    /// <param name="second">Predictions of each run of the second model, with the same truth.</param>
    /// <param name="people">The person of each case.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="cancellation">Stops between resamples.</param>
    /// <exception cref="ArgumentException">No runs, targets of other cases or labels, or not one person per case.</exception>
    public static PredictionReport Difference(
        IReadOnlyList<PredictedTarget> first, IReadOnlyList<PredictedTarget> second, IReadOnlyList<string> people,
        EvaluationOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new EvaluationOptions();
        var (a, b) = (Resample(first, people, options, cancellation), Resample(second, people, options, cancellation));
        RequireSame(Array.ConvertAll(a, label => label.Label), Array.ConvertAll(b, label => label.Label));
        return Report(
            [
                .. a.Zip(b, (ofA, ofB) => ofA with
                {
                    Values = [.. ofA.Values.Zip(ofB.Values, ResampledValues.Difference)],
                    Obstacle = ofA.Obstacle ?? ofB.Obstacle,
                }),
            ],
            options);
    }

    /// <summary>Evaluates subgroups; one that is too small has a reason instead of metrics.</summary>
    /// <param name="target">True and predicted values.</param>
    /// <param name="people">The person of each case.</param>
    /// <param name="groups">See <see cref="PeopleGroup"/>.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="cancellation">Stops between resamples.</param>
    /// <exception cref="ArgumentException">Not one person per case, or a group has a case that does not exist.</exception>
    public static IReadOnlyList<SubgroupReport> Subgroups(
        PredictedTarget target, IReadOnlyList<string> people, IReadOnlyList<PeopleGroup> groups, EvaluationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(groups);
        RequirePeople(target, people);
        return [.. groups.Select(Of)];

        SubgroupReport Of(PeopleGroup group)
        {
            if (Array.Exists(group.Cases, i => (uint)i >= (uint)target.Cases))
                throw new ArgumentException($"subgroup {group.Name}: a case is outside 0 to {target.Cases - 1}");
            string[] members = Array.ConvertAll(group.Cases, i => people[i]);
            return new SubgroupReport(
                group.Name, group.Cases.Length, members.Distinct(StringComparer.Ordinal).Count(),
                PredictionEvaluation.Of(target.Take(group.Cases), members, options, cancellation));
        }
    }

    private static Resampled[] Resample(
        IReadOnlyList<PredictedTarget> runs, IReadOnlyList<string> people, EvaluationOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0) throw new ArgumentException("there are no predictions to evaluate");
        foreach (var run in runs) RequirePeople(run, people);
        var (personOf, count) = PeopleBootstrap.Number(people);
        var prepared = runs.Select(run => run.Prepare(personOf, options)).ToArray();
        var labels = prepared[0];
        foreach (var run in prepared) RequireSame(labels, run);
        var possible = Enumerable.Range(0, labels.Count).Where(k => labels[k].Obstacle is null).ToArray();
        var metrics = prepared.SelectMany(run => possible.Select(k => run[k].Metrics())).ToArray();
        var values = PeopleBootstrap.Resample(count, metrics, options.Bootstrap, cancellation);
        return
        [
            .. labels.Select((label, k) =>
            {
                if (Array.IndexOf(possible, k) is not (>= 0 and var place)) return new Resampled(label, [], [], label.Obstacle);
                var names = metrics[place].Names;
                return new Resampled(label, names, [.. names.Select((_, m) => ResampledValues.OverRuns(
                    [.. Enumerable.Range(0, runs.Count).Select(run => values[run * possible.Length + place][m])],
                    options.Bootstrap.Seed))]);
            }),
        ];
    }

    private static PredictionReport Report(Resampled[] labels, EvaluationOptions options)
    {
        var (metrics, omitted) = (new List<EvaluatedMetric>(), new List<OmittedMetric>());
        foreach (var label in labels)
        {
            var counts = Counts.Of(label.Label);
            if (label.Obstacle is { } reason)
                omitted.Add(new OmittedMetric(label.Label.Label, null, reason, counts.Cases, counts.Events, counts.Missing));
            else
                Add(label.Label.Label, counts, label.Names, label.Values);
        }
        var members = labels.Where(label => label.Obstacle is null).ToArray();
        if (labels.Length > 1 && members.Length > 0)
        {
            Add(
                null, Counts.Sum(members.Select(label => Counts.Of(label.Label))), members[0].Names,
                [.. members[0].Names.Select((_, m) => ResampledValues.Mean([.. members.Select(label => label.Values[m])]))]);
        }
        return new PredictionReport(metrics, omitted);

        void Add(string? label, Counts counts, IReadOnlyList<string> names, double[][] valuesOfMetrics)
        {
            foreach (var (name, values) in names.Zip(valuesOfMetrics))
            {
                if (Obstacle(values) is { } reason)
                {
                    omitted.Add(new OmittedMetric(label, name, reason, counts.Cases, counts.Events, counts.Missing));
                    continue;
                }
                var interval = BootstrapInterval.OfResampled(values, options.Bootstrap.Coverage);
                metrics.Add(new EvaluatedMetric(
                    label, name, interval.Value, interval.Low, interval.High, counts.Cases, counts.Events, counts.Missing));
            }
        }
    }

    /// <summary>Why resampled values give no interval; null if they do.</summary>
    private static string? Obstacle(double[] values)
    {
        if (double.IsNaN(values[0])) return "the metric has no value for these cases";
        var (found, resamples) = (values.Skip(1).Count(value => !double.IsNaN(value)), values.Length - 1);
        return 2 * found < resamples ? $"no interval: only {found} of {resamples} resamples have a value" : null;
    }

    private static void RequirePeople(PredictedTarget target, IReadOnlyList<string> people)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(people);
        if (people.Count != target.Cases)
            throw new ArgumentException($"{people.Count} people for {target.Cases} cases; pass the person of each case");
    }

    private static void RequireSame(IReadOnlyList<LabelMetrics> first, IReadOnlyList<LabelMetrics> other)
    {
        // NaN equals NaN here: the same cases are missing.
        if (first.Count != other.Count
            || first.Zip(other).Any(pair => pair.First.Label != pair.Second.Label || !pair.First.Truth.SequenceEqual(pair.Second.Truth)))
            throw new ArgumentException("the predictions are not of the same labels and true values; compare the same cases");
    }

    /// <summary>A label with its metrics of all people and of every resample.</summary>
    /// <param name="Label">The label.</param>
    /// <param name="Names">Its metrics.</param>
    /// <param name="Values">[metric][1 + resamples].</param>
    /// <param name="Obstacle">Why there are none.</param>
    private sealed record Resampled(LabelMetrics Label, IReadOnlyList<string> Names, double[][] Values, string? Obstacle = null);

    /// <summary>Cases with a truth, events among them, and cases without.</summary>
    private sealed record Counts(int Cases, int? Events, int Missing)
    {
        public static Counts Of(LabelMetrics label)
        {
            var missing = label.Truth.Count(double.IsNaN);
            return new Counts(label.Truth.Length - missing, label.Events, missing);
        }

        public static Counts Sum(IEnumerable<Counts> labels) =>
            labels.Aggregate((a, b) => new Counts(a.Cases + b.Cases, a.Events + b.Events, a.Missing + b.Missing));
    }
}
