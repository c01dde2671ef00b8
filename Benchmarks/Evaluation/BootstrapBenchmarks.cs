using BenchmarkDotNet.Attributes;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Models.Evaluation.Intervals;

namespace EcgCmrNative.Benchmarks.Evaluation;

/// <summary>Intervals over 6,000 people from 1,000 resamples: 61 phenotypes with four metrics each, and one label.</summary>
public class BootstrapBenchmarks
{
    private const int People = 6000;
    private const int Phenotypes = 61;

    private BootstrapOptions _options = null!;
    private double[][] _truth = null!, _predictions = null!;
    private bool[] _classes = null!;

    /// <summary>Most threads to use.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _options = new BootstrapOptions(Resamples: 1000, Threads: Threads);
        var draws = new Philox(1);
        _truth = [.. Enumerable.Range(0, Phenotypes).Select(_ => Normals())];
        _predictions = Array.ConvertAll(_truth, truth => Array.ConvertAll(truth, value => 0.5 * value + draws.NextNormal()));
        _classes = Array.ConvertAll(_truth[0], value => value > 1);

        double[] Normals() => [.. Enumerable.Range(0, People).Select(_ => draws.NextNormal())];
    }

    /// <summary>RMSE, MAE, Pearson's correlation and R² of every phenotype.</summary>
    [Benchmark]
    public double[][][] Numbers() => PeopleBootstrap.Resample(
        People, [.. _truth.Zip(_predictions, (truth, predictions) => WeightedMetrics.OfNumbers(truth, predictions))], _options);

    /// <summary>AUROC and average precision of one label.</summary>
    [Benchmark]
    public double[][][] Scores() =>
        PeopleBootstrap.Resample(People, [WeightedMetrics.OfScores(_classes, _predictions[0])], _options);
}
