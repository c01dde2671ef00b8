using EcgCmrNative.Models.Evaluation.Intervals;

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
    /// <summary>The metrics that are reported, the first of which groups are averaged over.</summary>
    private static readonly string[] OfNumbers = ["r2", "pcc", "mae"], OfClasses = ["auroc", "auprc"];

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
            .Select(label => new Measured(task, label, arms)).ToArray();
        var values = PeopleBootstrap.Resample(
            task.TestPatients.Count, [.. labels.SelectMany(label => label.Metrics)], new BootstrapOptions(resamples, seed), cancellation);
        var next = 0;
        foreach (var label in labels)
        {
            label.Take(values.AsSpan(next, label.Metrics.Count));
            next += label.Metrics.Count;
        }
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
                    ResampledValues.Mean([.. ofKind.Select(label => label.Values[arm][run][0])])).ToArray()).ToArray();
                var ofArms = Array.ConvertAll(means, ResampledValues.Mean);
                yield return new GroupProbe(
                    name, ofKind.Key, [.. ofKind.Select(label => label.Name)],
                    [.. ofArms.Select(values => BootstrapInterval.OfResampled(values))],
                    [.. ofArms.Select(values => BootstrapInterval.OfResampled(ResampledValues.Difference(values, ofArms[0])))],
                    [.. means.Select(runs => (IReadOnlyList<double>)[.. runs.Select(run => run[0])])]);
            }
        }
    }

    /// <summary>A label with its metrics of all people and of every resample.</summary>
    private sealed class Measured
    {
        private readonly int _testRows;
        private readonly string[] _names;
        private readonly double[][] _penalties = [];

        public Measured(ProbeTask task, int label, IReadOnlyList<ProbeArm> arms)
        {
            Name = task.Names[label];
            _testRows = task.Known(label, task.Test).Length;
            var isClass = LinearProbe.HasClasses(task, label);
            _names = isClass ? OfClasses : OfNumbers;
            Skipped = LinearProbe.Obstacle(task, label);
            if (Skipped is not null) return;
            var probes = arms.Select(
                arm => arm.Runs.Select(run => LinearProbe.Fit(task, label, run.Values, run.Width)).ToArray()).ToArray();
            _penalties = Array.ConvertAll(probes, runs => Array.ConvertAll(runs, probe => probe.Penalty));
            var known = task.TestPatients.SelectMany((rows, person) => rows.Select(row => (Row: row, Person: person)))
                .Where(test => double.IsFinite(task.Label(label, test.Row))).ToArray();
            var truth = Array.ConvertAll(known, test => task.Label(label, test.Row));
            var people = Array.ConvertAll(known, test => test.Person);
            Metrics =
            [
                .. probes.SelectMany(runs => runs).Select(probe => Of(Array.ConvertAll(known, test => probe.Predictions[test.Row]))),
            ];

            WeightedMetrics Of(double[] predictions) => isClass
                ? WeightedMetrics.OfScores(Array.ConvertAll(truth, value => value == 1), predictions, people)
                : WeightedMetrics.OfNumbers(truth, predictions, people);
        }

        public string Name { get; }

        public string Metric => _names[0];

        public string? Skipped { get; }

        /// <summary>Those of every run of every arm, one after the other.</summary>
        public IReadOnlyList<WeightedMetrics> Metrics { get; } = [];

        /// <summary>[arm][run][metric][resample].</summary>
        public double[][][][] Values { get; private set; } = [];

        /// <summary>Takes the values of <see cref="Metrics"/>.</summary>
        public void Take(ReadOnlySpan<double[][]> values)
        {
            var (arms, next) = (new double[_penalties.Length][][][], 0);
            for (var arm = 0; arm < arms.Length; arm++)
            {
                arms[arm] = new double[_penalties[arm].Length][][];
                for (var run = 0; run < arms[arm].Length; run++, next++)
                {
                    var (names, ofRun) = (Metrics[next].Names.ToList(), values[next]);
                    arms[arm][run] = Array.ConvertAll(_names, name => ofRun[names.IndexOf(name)]);
                }
            }
            Values = arms;
        }

        public LabelProbe Report() => new(Name, Metric, _testRows, [.. Values.Select((_, arm) => Arm(arm))], Skipped);

        private LabelArm Arm(int arm)
        {
            var metrics = new Dictionary<string, BootstrapInterval>();
            var differences = new Dictionary<string, BootstrapInterval>();
            for (var m = 0; m < _names.Length; m++)
            {
                var values = OfRuns(arm, m);
                metrics[_names[m]] = BootstrapInterval.OfResampled(values);
                if (arm > 0) differences[_names[m]] = BootstrapInterval.OfResampled(ResampledValues.Difference(values, OfRuns(0, m)));
            }
            return new LabelArm(metrics, differences, _penalties[arm], [.. Values[arm].Select(run => run[0][0])]);
        }

        private double[] OfRuns(int arm, int metric) => ResampledValues.Mean(Array.ConvertAll(Values[arm], run => run[metric]));
    }
}
