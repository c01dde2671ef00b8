using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Explanation.Attributions;

namespace EcgCmrNative.Models.Explanation.Checks;

/// <summary>How <see cref="Faithfulness"/> is measured.</summary>
/// <param name="Steps">Points of a curve, after the first; fewer if there are fewer patches.</param>
/// <param name="RandomOrders">Random orders, at least 40 for an interval of 95 %.</param>
/// <param name="Seed">Of the random orders.</param>
public sealed record FaithfulnessOptions(int Steps = 10, int RandomOrders = 100, ulong Seed = 0);

/// <summary>
/// Whether a map says what the model uses: deletion and insertion curves (Petsiuk et al. 2018). Deletion replaces patches by the flat line,
/// those first that the map holds for most responsible for the difference between recording and flat line; insertion puts them into the
/// flat line in the same order. A map is faithful if the number changes sooner than in random orders, in both.
/// </summary>
/// <param name="Value">The number for the recording.</param>
/// <param name="Baseline">The number for the flat line.</param>
/// <param name="Unit">The unit of the number.</param>
/// <param name="RandomOrders">Random orders that the map was compared with.</param>
/// <param name="Deletion">The curve from the recording to the flat line.</param>
/// <param name="Insertion">The curve from the flat line to the recording.</param>
public sealed record Faithfulness(
    double Value, double Baseline, string Unit, int RandomOrders, FaithfulnessCurve Deletion, FaithfulnessCurve Insertion)
{
    private const int FewestOrders = 40;
    private const int RowsAtOnce = 64;

    /// <summary>Whether both curves are better than 97.5 % of the random orders.</summary>
    public bool IsFaithful => Deletion.IsBetterThanRandom && Insertion.IsBetterThanRandom;

    /// <summary>Measures a map.</summary>
    /// <param name="function">The number that the map explains.</param>
    /// <param name="windows">The recording, [windows, leads, samples].</param>
    /// <param name="map">The map. Patches are ranked by their sums.</param>
    /// <param name="options">Steps and random orders; the defaults when null.</param>
    /// <param name="cancellation">Stops between evaluations of the model.</param>
    /// <exception cref="ArgumentException">The map is not of this recording, or there are too few random orders.</exception>
    public static Faithfulness Of(
        EcgFunction function, double[] windows, AttributionMap map, FaithfulnessOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(map);
        options ??= new FaithfulnessOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RandomOrders, FewestOrders, nameof(options));
        return Measure(function, windows, map, options, cancellation);
    }

    /// <summary>The gains without the intervals of one person, for which one random order is enough.</summary>
    /// <inheritdoc cref="Of"/>
    internal static (double Deletion, double Insertion) MeanGains(
        EcgFunction function, double[] windows, AttributionMap map, FaithfulnessOptions options, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RandomOrders, 1, nameof(options));
        var measured = Measure(function, windows, map, options, cancellation);
        return (measured.Deletion.Gain.Value, measured.Insertion.Gain.Value);
    }

    private static Faithfulness Measure(
        EcgFunction function, double[] windows, AttributionMap map, FaithfulnessOptions options, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 1, nameof(options));
        if (map.Grid != function.Grid || map.Values.Length != windows.Length)
            throw new ArgumentException("the map is not one of this recording and this model", nameof(map));

        var (value, baseline) = (function.Mean(windows), function.Baseline());
        var direction = value < baseline ? -1 : 1;
        var order = Order(map, direction);
        int[] deleted = [.. Enumerable.Range(0, Math.Min(options.Steps, order.Length) + 1)
            .Select(step => (int)((long)order.Length * step / Math.Min(options.Steps, order.Length)))];
        // To insert in an order is to delete in the reverse order, read backwards: random orders have one distribution of areas for both.
        int[] inserted = [.. deleted.Reverse().Select(count => order.Length - count)];
        double[] deletedShares = [.. deleted.Select(Share)], insertedShares = [.. inserted.Select(Share)];
        var curves = new Curves(function, windows, value, baseline, cancellation);
        var random = new double[options.RandomOrders][];
        for (var i = 0; i < random.Length; i++)
        {
            var shuffled = new int[order.Length];
            new RandomSource(options.Seed).Stream("faithfulness", (ulong)i).Permutation(shuffled);
            random[i] = curves.Deletion(shuffled, deleted);
        }
        double[] mean = [.. Enumerable.Range(0, deleted.Length).Select(point => random.Average(curve => curve[point]))];
        double[] areas = [.. random.Select(curve => direction * FaithfulnessCurve.Area(deletedShares, curve))];
        var (deletion, insertion) = (curves.Deletion(order, deleted), curves.Insertion(order, inserted));
        var deletionArea = direction * FaithfulnessCurve.Area(deletedShares, deletion);
        var insertionArea = direction * FaithfulnessCurve.Area(insertedShares, insertion);
        return new Faithfulness(
            value, baseline, function.Unit, options.RandomOrders,
            new FaithfulnessCurve(deletedShares, deletion, mean, Gain(areas.Select(area => area - deletionArea))),
            new FaithfulnessCurve(insertedShares, insertion, [.. mean.Reverse()], Gain(areas.Select(area => insertionArea - area))));

        double Share(int count) => (double)count / order.Length;
    }

    /// <summary>All patches of all windows, those first that move the number furthest from the baseline.</summary>
    private static int[] Order(AttributionMap map, int direction)
    {
        var patches = map.PerPatch();
        return [.. Enumerable.Range(0, patches.Length).OrderByDescending(i => map.IsSigned ? direction * patches[i] : patches[i])];
    }

    private static BootstrapInterval Gain(IEnumerable<double> differences)
    {
        double[] all = [.. differences];
        return BootstrapInterval.OfResampled([all.Average(), .. all]);
    }

    /// <summary>Evaluates recordings of which some patches are flat.</summary>
    private sealed class Curves(
        EcgFunction function, double[] windows, double whole, double flat, CancellationToken cancellation)
    {
        private readonly PatchGrid _grid = function.Grid;

        public double[] Deletion(int[] order, int[] counts) => Evaluate(order, counts, keepsFirst: false);

        public double[] Insertion(int[] order, int[] counts) => Evaluate(order, counts, keepsFirst: true);

        private double[] Evaluate(int[] order, int[] counts, bool keepsFirst)
        {
            var (curve, sums) = (new double[counts.Length], new double[counts.Length]);
            (curve[0], curve[^1]) = keepsFirst ? (flat, whole) : (whole, flat);
            var perPoint = windows.Length / _grid.WindowLength;
            var pointsAtOnce = Math.Max(1, RowsAtOnce / perPoint);
            foreach (var points in Enumerable.Range(1, Math.Max(0, counts.Length - 2)).Chunk(pointsAtOnce))
            {
                cancellation.ThrowIfCancellationRequested();
                var rows = new double[points.Length * windows.Length];
                for (var i = 0; i < points.Length; i++)
                {
                    var at = i * windows.Length;
                    if (!keepsFirst) windows.CopyTo(rows, at);
                    foreach (var patch in order.AsSpan(0, counts[points[i]])) Change(rows, at, patch, keepsFirst);
                }
                var values = function.Values(rows);
                for (var row = 0; row < values.Length; row++) sums[points[row / perPoint]] += values[row];
            }
            for (var point = 1; point < counts.Length - 1; point++) curve[point] = sums[point] / perPoint;
            return curve;
        }

        private void Change(double[] rows, int at, int index, bool inserts)
        {
            var (window, patch) = Math.DivRem(index, _grid.Patches);
            var from = window * _grid.WindowLength;
            _grid.ForRuns(patch, (first, length) =>
            {
                var run = rows.AsSpan(at + from + first, length);
                if (inserts) windows.AsSpan(from + first, length).CopyTo(run);
                else run.Clear();
            });
        }
    }
}
