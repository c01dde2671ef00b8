using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Data.Synthetic.Hearts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic.Cohort;

/// <summary>
/// How much of a heart its ECG tells: a ridge regression on what one measures in the mean beat, learned on two thirds of the people and
/// tested on the others, explains a good part of size and function and leaves a good part open. The bounds are those of
/// docs/virtual-cohort.md.
/// </summary>
internal sealed class EcgReadabilityTests
{
    private const int People = 600;
    private const int Tested = 200;

    private static readonly Lazy<(double[][] Features, VirtualHeart[] Hearts)> Read = new(ReadAll);

    [TestCase("LVM_g", 0.35, 0.65)]
    [TestCase("LVEDV_mL", 0.30, 0.65)]
    [TestCase("LVESV_mL", 0.30, 0.65)]
    [TestCase("RVEDV_mL", 0.25, 0.65)]
    [TestCase("LVEF_percent", 0.15, 0.60)]
    public void Tells_a_part_but_not_all(string phenotype, double least, double most)
    {
        var (features, hearts) = Read.Value;
        var index = Phenotypes.Names.ToList().IndexOf(phenotype);
        var explained = Explained(features, [.. hearts.Select(heart => Phenotypes.Of(heart)[index])]);
        TestContext.Out.WriteLine($"{phenotype}: R² {explained:F3}");
        Assert.That(explained, Is.InRange(least, most));
    }

    [Test]
    public void No_single_measurement_tells_much()
    {
        var (features, hearts) = Read.Value;
        var mass = hearts.Select(heart => heart.Left.Shape.MassGrams).ToArray();
        var single = Enumerable.Range(0, features[0].Length)
            .Select(feature => Explained([.. features.Select(row => new[] { row[feature] })], mass)).ToArray();
        TestContext.Out.WriteLine($"the best single measurement, number {Array.IndexOf(single, single.Max())}: R² {single.Max():F3}");
        Assert.That(single.Max(), Is.LessThan(0.35));
    }

    /// <summary>
    /// What a reader would reach to whom noise, electrodes and torso are no obstacle: it sees the parameters of the ECG themselves.
    /// </summary>
    [TestCase("LVM_g", 0.4, 0.8)]
    [TestCase("LVEDV_mL", 0.4, 0.75)]
    [TestCase("LVEF_percent", 0.25, 0.65)]
    public void Not_even_its_parameters_tell_all(string phenotype, double least, double most)
    {
        var subjects = Enumerable.Range(0, People).Select(new VirtualCohort(22).Subject).ToArray();
        var index = Phenotypes.Names.ToList().IndexOf(phenotype);
        var explained = Explained(
            [.. subjects.Select(subject => Parameters(subject.Electricity))],
            [.. subjects.Select(subject => Phenotypes.Of(subject.Heart)[index])]);
        TestContext.Out.WriteLine($"{phenotype}: R² {explained:F3}");
        Assert.That(explained, Is.InRange(least, most));
    }

    private static double[] Parameters(EcgModel model) =>
    [
        model.Rhythm.HeartRateBpm, model.Rhythm.RespiratoryVariability, model.Rhythm.AtrialFibrillation ? 1 : 0,
        model.Conduction == Conduction.Normal ? 0 : 1,
        model.PrMs, model.QrsMs, model.QtcMs, model.QrsAxisDegrees, model.QrsTurnDegrees, model.TAxisDegrees,
        Math.Log(model.PMillivolts), Math.Log(model.QrsMillivolts), Math.Log(model.TMillivolts),
        model.InitialForces.X, model.InitialForces.Y, model.InitialForces.Z, model.St.X, model.St.Z,
    ];

    private static (double[][], VirtualHeart[]) ReadAll()
    {
        var cohort = new VirtualCohort(21);
        var subjects = ParallelEnumerable.Range(0, People).AsOrdered().Select(cohort.Subject).ToArray();
        var features = subjects.AsParallel().AsOrdered().Select(subject => Features(subject.RecordEcg())).ToArray();
        return (features, [.. subjects.Select(subject => subject.Heart)]);
    }

    /// <summary>
    /// What a textbook measures in the mean beat: rate and its irregularity, QRS duration and size; by lead P, R, S, ST and T.
    /// </summary>
    private static double[] Features(EcgRecording recording)
    {
        const int From = -130, To = 210;
        var samples = recording.Signals.SelectMany(signal => signal.Samples).ToArray();
        var peaks = QrsDetector.RPeaks(samples, LeadMap.LeadCount, recording.SamplingRateHz);
        var whole = peaks.Where(peak => peak >= -From && peak < recording.SampleCount - To).ToArray();
        var intervals = peaks.Zip(peaks.Skip(1), (a, b) => (b - a) / recording.SamplingRateHz).ToArray();
        Lead[] leads = [Lead.I, Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6];
        var beats = Array.ConvertAll(leads, lead => Enumerable.Range(From, To - From)
            .Select(t => whole.Average(peak => (double)recording.Signals[(int)lead].Samples[peak + t])).ToArray());
        var slope = Enumerable.Range(1, To - From - 2).Select(t => beats.Sum(beat => Math.Abs(beat[t + 1] - beat[t - 1]))).ToArray();
        var steep = Enumerable.Range(-From - 50, 120).Where(t => slope[t] > 0.12 * slope.Max()).ToArray();
        var (onset, end) = (steep[0] - 2, steep[^1] + 2);
        var size = beats.Sum(beat => beat[onset..end].Max() - beat[onset..end].Min());
        var irregularity = Math.Log(intervals.Max() - intervals.Min() + 0.01);
        var features = new List<double> { intervals.Average(), irregularity, end - onset, Math.Log(size) };
        foreach (var beat in beats)
        {
            var level = beat[onset - 8];
            var late = beat[(end + 30)..(end + 120)];
            var highest = late.MaxBy(value => Math.Abs(value - level));
            features.AddRange(
            [
                beat[(onset - 75)..(onset - 10)].MaxBy(value => Math.Abs(value - level)) - level, beat[onset..end].Max() - level,
                beat[onset..end].Min() - level, beat[end + 20] - level,
                highest - level, late.Average() - level, Array.IndexOf(late, highest),
            ]);
        }
        return [.. features];
    }

    /// <summary>R² on those who were not learned from.</summary>
    private static double Explained(double[][] features, double[] target)
    {
        const double Ridge = 60;
        var learned = People - Tested;
        var width = features[0].Length;
        var means = Enumerable.Range(0, width).Select(j => features.Take(learned).Average(row => row[j])).ToArray();
        var scales = Enumerable.Range(0, width)
            .Select(j => Math.Sqrt(features.Take(learned).Average(row => Math.Pow(row[j] - means[j], 2))) + 1e-9).ToArray();
        var x = features.Select(row => row.Select((value, j) => (value - means[j]) / scales[j]).ToArray()).ToArray();
        var mean = target.Take(learned).Average();
        var matrix = new double[width, width + 1];
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < width; j++) matrix[i, j] = x.Take(learned).Sum(row => row[i] * row[j]) + (i == j ? Ridge : 0);
            matrix[i, width] = x.Take(learned).Select((row, n) => row[i] * (target[n] - mean)).Sum();
        }
        var weights = Solve(matrix, width);
        var tested = Enumerable.Range(learned, Tested).ToArray();
        var residual = tested.Sum(n => Math.Pow(target[n] - mean - x[n].Zip(weights, (a, b) => a * b).Sum(), 2));
        var centre = tested.Average(n => target[n]);
        return 1 - residual / tested.Sum(n => Math.Pow(target[n] - centre, 2));
    }

    /// <summary>Gauss without pivots: the matrix is positive definite.</summary>
    private static double[] Solve(double[,] matrix, int n)
    {
        for (var k = 0; k < n; k++)
        {
            for (var i = k + 1; i < n; i++)
            {
                var factor = matrix[i, k] / matrix[k, k];
                for (var j = k; j <= n; j++) matrix[i, j] -= factor * matrix[k, j];
            }
        }
        var solution = new double[n];
        for (var i = n - 1; i >= 0; i--)
        {
            solution[i] = matrix[i, n];
            for (var j = i + 1; j < n; j++) solution[i] -= matrix[i, j] * solution[j];
            solution[i] /= matrix[i, i];
        }
        return solution;
    }
}
