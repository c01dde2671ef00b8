using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>
/// Mixes each sample of a batch with its mirror image in the batch, the first with the last: mixup as a weighted sum (Zhang et al. 2018),
/// or CutMix by exchanging a rectangle of leads and time (Yun et al. 2019). The share λ is drawn once per batch from Beta(α, α).
/// </summary>
internal sealed class SampleMixing
{
    /// <summary>The logarithm of a draw is finite.</summary>
    private const double SmallestAlpha = 1e-300;

    private readonly double _mixup;
    private readonly double _cutMix;
    private readonly int _rows;
    private readonly int _columns;

    /// <param name="mixup">α of mixup; 0 for none.</param>
    /// <param name="cutMix">α of CutMix; 0 for none.</param>
    /// <param name="rows">Leads of an ECG.</param>
    /// <param name="columns">Samples per lead.</param>
    public SampleMixing(double mixup, double cutMix, int rows, int columns) =>
        (_mixup, _cutMix, _rows, _columns) = (mixup, cutMix, rows, columns);

    /// <summary>Mixes a batch in place.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="random">The draws of the epoch.</param>
    /// <param name="first">The first sample, which names the batch.</param>
    public void Apply(FineTuningBatch batch, RandomSource random, int first)
    {
        if (_mixup == 0 && _cutMix == 0) return;
        var draws = random.Stream("mixing", (ulong)first);
        var cuts = _mixup == 0 || (_cutMix > 0 && draws.NextBernoulli(0.5));
        var share = Beta(ref draws, cuts ? _cutMix : _mixup);
        var (rows, columns) = cuts ? Box(ref draws, ref share) : default;
        for (int i = 0, j = batch.Count - 1; i < j; i++, j--)
        {
            if (cuts) Exchange(batch.Input(i), batch.Input(j), rows, columns);
            else Blend(batch.Input(i), batch.Input(j), (float)share);
            batch.Truth.Mix(i, j, share);
            batch.Truth.Mix(j, i, share);
        }
    }

    private static void Blend(Span<float> a, Span<float> b, float share)
    {
        for (var i = 0; i < a.Length; i++) (a[i], b[i]) = (share * a[i] + (1 - share) * b[i], share * b[i] + (1 - share) * a[i]);
    }

    private void Exchange(Span<float> a, Span<float> b, (int First, int End) rows, (int First, int End) columns)
    {
        for (var row = rows.First; row < rows.End; row++)
        {
            for (var i = row * _columns + columns.First; i < row * _columns + columns.End; i++) (a[i], b[i]) = (b[i], a[i]);
        }
    }

    /// <summary>A rectangle of the area 1 − λ around a random place; λ becomes what is left after cutting it at the borders.</summary>
    private ((int, int) Rows, (int, int) Columns) Box(ref Philox draws, ref double share)
    {
        var ratio = Math.Sqrt(1 - share);
        var rows = Range(ref draws, _rows, (int)(_rows * ratio));
        var columns = Range(ref draws, _columns, (int)(_columns * ratio));
        share = 1 - (double)(rows.End - rows.First) * (columns.End - columns.First) / ((double)_rows * _columns);
        return (rows, columns);
    }

    private static (int First, int End) Range(ref Philox draws, int size, int length)
    {
        var centre = draws.NextBelow(size);
        return (Math.Max(0, centre - length / 2), Math.Min(size, centre + length / 2));
    }

    private static double Beta(ref Philox draws, double alpha)
    {
        alpha = Math.Max(alpha, SmallestAlpha);
        var a = LogGamma(ref draws, alpha);
        return 1 / (1 + Math.Exp(LogGamma(ref draws, alpha) - a));
    }

    /// <summary>
    /// The logarithm of a draw from Γ(shape, 1) after Marsaglia and Tsang (2000); of a small shape the draw itself would round to 0.
    /// </summary>
    private static double LogGamma(ref Philox draws, double shape)
    {
        if (shape < 1) return LogGamma(ref draws, shape + 1) + Math.Log(1 - draws.NextUniform()) / shape;
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = draws.NextNormal();
            var v = 1 + c * x;
            if (v <= 0) continue;
            v *= v * v;
            var u = draws.NextUniform();
            if (u > 0 && Math.Log(u) < 0.5 * x * x + d - d * v + d * Math.Log(v)) return Math.Log(d) + Math.Log(v);
        }
    }
}
