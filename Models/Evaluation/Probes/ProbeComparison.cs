using EcgCmrNative.Models.Evaluation.Metrics;

namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>Embeddings that are probed under one name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Runs">Embeddings of each run, [rows, width]; runs differ in their seeds, and their results are averaged.</param>
public sealed record ProbeArm(string Name, IReadOnlyList<ProbedEmbeddings> Runs);

/// <summary>Embeddings of all rows of a task.</summary>
/// <param name="Values">[rows, width].</param>
/// <param name="Width">Numbers of one.</param>
public sealed record ProbedEmbeddings(double[] Values, int Width);

/// <summary>Probes the embeddings of several encoders side by side, on the same people, so that differences are paired.</summary>
public static class ProbeComparison
{
    private static readonly (string Name, Func<double[], double[], double> Of)[] OfNumbers =
    [
        ("r2", (truth, predicted) => RegressionMetrics.Of(truth, predicted).RSquared),
        ("pcc", (truth, predicted) => RegressionMetrics.Of(truth, predicted).Pearson),
        ("mae", (truth, predicted) => RegressionMetrics.Of(truth, predicted).Mae),
    ];

    private static readonly (string Name, Func<double[], double[], double> Of)[] OfClasses =
    [
        ("auroc", (truth, logits) => RankingMetrics.Auroc(Array.ConvertAll(truth, value => value == 1), logits)),
        ("auprc", (truth, logits) => RankingMetrics.AveragePrecision(Array.ConvertAll(truth, value => value == 1), logits)),
    ];

    /// <summary>Fits and measures every label on every arm.</summary>
    /// <param name="task">Labels and split.</param>
    /// <param name="arms">The encoders to compare; differences are to the first.</param>
    /// <param name="groups">Groups of labels to average, by name; null for all numbers and all classes.</param>
    /// <param name="resamples">Of the bootstrap.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <param name="cancellation">Stops after the current resample.</param>
    /// <exception cref="ArgumentException">No arm, embeddings that do not fit the task, or a group with an unknown label.</exception>
    public static ProbeReport Run(
        ProbeTask task, IReadOnlyList<ProbeArm> arms, IReadOnlyDictionary<string, IReadOnlyList<string>>? groups = null,
        int resamples = 2000, ulong seed = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(arms);
        if (arms.Count == 0 || arms.Any(arm => arm.Runs.Count == 0)) throw new ArgumentException("there are no embeddings to probe");
        var labels = Enumerable.Range(0, task.Names.Count).AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(label => new Measured(task, label, arms, resamples, seed, cancellation)).ToArray();
        return new ProbeReport
        {
            Arms = [.. arms.Select(arm => arm.Name)],
            TrainingRows = task.Training.Count,
            ValidationRows = task.Validation.Count,
            TestRows = task.Test.Count,
            TestPatients = task.TestPatients.Count,
            Labels = [.. labels.Select(label => label.Report())],
            Groups = [.. GroupsOf(labels, groups)],
        };
    }

    private static IEnumerable<GroupProbe> GroupsOf(Measured[] labels, IReadOnlyDictionary<string, IReadOnlyList<string>>? groups)
    {
        var byName = labels.ToDictionary(label => label.Name, StringComparer.Ordinal);
        var named = groups?.Select(group => (group.Key, Members: group.Value.Select(name =>
            byName.TryGetValue(name, out var label)
                ? label
                : throw new ArgumentException($"group {group.Key}: unknown label '{name}'")).ToArray()));
        foreach (var (name, members) in named ?? [("all", labels)])
        {
            foreach (var ofKind in members.Where(label => label.Skipped is null).GroupBy(label => label.Metric))
            {
                // [arm][run][resample], the mean over labels.
                var means = ofKind.First().Values.Select((runs, arm) => runs.Select((_, run) =>
                    Mean([.. ofKind.Select(label => label.Values[arm][run][0])])).ToArray()).ToArray();
                var ofArms = Array.ConvertAll(means, Mean);
                yield return new GroupProbe(
                    name, ofKind.Key, [.. ofKind.Select(label => label.Name)],
                    [.. ofArms.Select(values => BootstrapInterval.OfResampled(values))],
                    [.. ofArms.Select(values => BootstrapInterval.OfResampled(Subtract(values, ofArms[0])))],
                    [.. means.Select(runs => (IReadOnlyList<double>)[.. runs.Select(run => run[0])])]);
            }
        }
    }

    /// <summary>Element by element, over those that have a value.</summary>
    private static double[] Mean(double[][] values)
    {
        var mean = new double[values[0].Length];
        for (var r = 0; r < mean.Length; r++)
            mean[r] = values.Select(of => of[r]).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
        return mean;
    }

    private static double[] Subtract(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    /// <summary>A label with its metrics of all people and of every resample.</summary>
    private sealed class Measured
    {
        private readonly int _testRows;
        private readonly (string Name, Func<double[], double[], double> Of)[] _metrics;
        private readonly double[][] _penalties = [];

        public Measured(ProbeTask task, int label, IReadOnlyList<ProbeArm> arms, int resamples, ulong seed, CancellationToken cancellation)
        {
            Name = task.Names[label];
            _testRows = task.Known(label, task.Test).Length;
            _metrics = LinearProbe.HasClasses(task, label) ? OfClasses : OfNumbers;
            Skipped = LinearProbe.Obstacle(task, label);
            if (Skipped is not null) return;
            var probes = arms.Select(
                arm => arm.Runs.Select(run => LinearProbe.Fit(task, label, run.Values, run.Width)).ToArray()).ToArray();
            _penalties = Array.ConvertAll(probes, runs => Array.ConvertAll(runs, probe => probe.Penalty));
            var known = task.TestPatients.Select(rows => rows.Where(row => double.IsFinite(task.Label(label, row))).ToArray()).ToArray();
            Values = Array.ConvertAll(probes, runs => Array.ConvertAll(runs, probe => Array.ConvertAll(
                _metrics,
                metric => BootstrapInterval.Resample(known.Length, drawn => Of(metric.Of, drawn, probe.Predictions), resamples, seed))));

            double Of(Func<double[], double[], double> metric, ReadOnlySpan<int> people, double[] predictions)
            {
                cancellation.ThrowIfCancellationRequested();
                var (truth, predicted) = (new List<double>(), new List<double>());
                foreach (var person in people)
                {
                    foreach (var row in known[person])
                    {
                        truth.Add(task.Label(label, row));
                        predicted.Add(predictions[row]);
                    }
                }
                return truth.Count == 0 ? double.NaN : metric([.. truth], [.. predicted]);
            }
        }

        public string Name { get; }

        public string Metric => _metrics[0].Name;

        public string? Skipped { get; }

        /// <summary>[arm][run][metric][resample].</summary>
        public double[][][][] Values { get; } = [];

        public LabelProbe Report() => new(Name, Metric, _testRows, [.. Values.Select((_, arm) => Arm(arm))], Skipped);

        private LabelArm Arm(int arm)
        {
            var metrics = new Dictionary<string, BootstrapInterval>();
            var differences = new Dictionary<string, BootstrapInterval>();
            for (var m = 0; m < _metrics.Length; m++)
            {
                var values = OfRuns(arm, m);
                metrics[_metrics[m].Name] = BootstrapInterval.OfResampled(values);
                if (arm > 0) differences[_metrics[m].Name] = BootstrapInterval.OfResampled(Subtract(values, OfRuns(0, m)));
            }
            return new LabelArm(metrics, differences, _penalties[arm], [.. Values[arm].Select(run => run[0][0])]);
        }

        private double[] OfRuns(int arm, int metric) => Mean(Array.ConvertAll(Values[arm], run => run[metric]));
    }
}
