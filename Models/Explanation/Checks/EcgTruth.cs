using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Data.Synthetic.Hearts;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Models.Explanation.Checks;

/// <summary>Where the importance of an ECG lies, compared with what is known of virtual people.</summary>
/// <param name="P">Share of the importance during P waves, against the share of time.</param>
/// <param name="Qrs">Share during QRS.</param>
/// <param name="StT">Share from the end of QRS to the end of T.</param>
/// <param name="Territories">For each ischaemic territory in the cohort: whether the leads that face it have more importance.</param>
/// <param name="AllTerritories">The same of all territories together; null if no person has one.</param>
/// <param name="Faithfulness">Whether the maps say what the model uses; null if it was not measured.</param>
public sealed record EcgTruth(
    ImportanceShares P, ImportanceShares Qrs, ImportanceShares StT, IReadOnlyDictionary<Territory, TerritoryTruth> Territories,
    TerritoryTruth? AllTerritories, FaithfulnessOfPeople? Faithfulness)
{
    /// <summary>Shares of the importance need no complete sums, and no refinement of the integral.</summary>
    private static readonly IntegratedGradientsOptions Coarse = new(Steps: 8, MaxSteps: 8);

    /// <summary>Explains a target for virtual people and compares the maps with the truth.</summary>
    /// <param name="predictor">A model of the twelve standard leads.</param>
    /// <param name="target">The target.</param>
    /// <param name="people">The people: those whom the model was not trained on.</param>
    /// <param name="method">The method.</param>
    /// <param name="resamples">Resamples of the bootstrap over people.</param>
    /// <param name="faithfulness">
    /// How faithfulness is measured; null to skip it. Few random orders for each person are enough for the mean over people.
    /// </param>
    /// <param name="cancellation">Stops between people.</param>
    /// <exception cref="ArgumentException">The model does not predict the target, or has no transformer.</exception>
    public static EcgTruth Measure(
        EcgPredictor predictor, string target, IEnumerable<VirtualSubject> people,
        AttributionMethod method = AttributionMethod.IntegratedGradients, int resamples = 2000,
        FaithfulnessOptions? faithfulness = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(people);
        var output = new PredictorOutput(predictor, target);
        var parts = new[] { BeatSegment.P, BeatSegment.Qrs, BeatSegment.StT }.ToDictionary(part => part, _ => new List<ImportanceShare>());
        var leadSums = new List<(Territory Territory, double[] PerLead)>();
        var gains = new List<(double Deletion, double Insertion)>();
        foreach (var person in people)
        {
            cancellation.ThrowIfCancellationRequested();
            var windows = Array.ConvertAll(predictor.Windows(predictor.Prepare(person.RecordEcg())), sample => (double)sample);
            var map = Attribution.Of(output, windows, method, Coarse, cancellation).Map;
            var segments = InWindows(predictor, person, map.Windows);
            foreach (var (part, shares) in parts) shares.Add(OnSegment(map, segments, part));
            leadSums.Add((person.Heart.Illness.Territory, map.PerLead(magnitude: true)));
            if (faithfulness is null) continue;
            // Orders of their own for each person: with the same ones the interval would not contain what is random in them.
            var ofPerson = faithfulness with { Seed = unchecked(faithfulness.Seed + (ulong)gains.Count) };
            gains.Add(Checks.Faithfulness.MeanGains(output, windows, map, ofPerson, cancellation));
        }
        return new EcgTruth(
            Summary(parts[BeatSegment.P]), Summary(parts[BeatSegment.Qrs]), Summary(parts[BeatSegment.StT]),
            leadSums.Select(entry => entry.Territory).Where(territory => territory != Territory.None).Distinct().Order()
                .ToDictionary(territory => territory, territory => TerritoryTruth.Of(territory, leadSums, resamples)),
            leadSums.Exists(entry => entry.Territory != Territory.None) ? TerritoryTruth.OfAll(leadSums, resamples) : null,
            gains.Count > 0 ? FaithfulnessOfPeople.Of(output.Unit, gains, resamples) : null);

        ImportanceShares Summary(List<ImportanceShare> shares) => ImportanceShares.Of(shares, resamples);
    }

    /// <summary>The share of the importance during a part of the beats.</summary>
    /// <param name="map">The map; magnitudes count, of all leads together.</param>
    /// <param name="segments">The part of each time: [windows, samples].</param>
    /// <param name="part">The part.</param>
    /// <exception cref="ArgumentException">There are not as many times as in the map.</exception>
    public static ImportanceShare OnSegment(AttributionMap map, IReadOnlyList<BeatSegment> segments, BeatSegment part)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(segments);
        var importance = new double[map.Windows * map.Grid.Samples];
        for (var i = 0; i < map.Values.Length; i++)
            importance[i / map.Grid.WindowLength * map.Grid.Samples + i % map.Grid.Samples] += Math.Abs(map.Values[i]);
        return ImportanceShare.Of(importance, [.. segments.Select(segment => segment == part ? 1.0 : 0)]);
    }

    /// <summary>The share of the importance on some leads.</summary>
    /// <param name="perLead">The importance of each of the twelve leads in the standard order, not negative.</param>
    /// <param name="leads">The leads.</param>
    public static ImportanceShare OnLeads(ReadOnlySpan<double> perLead, IReadOnlyList<Lead> leads)
    {
        ArgumentNullException.ThrowIfNull(leads);
        return ImportanceShare.Of(
            perLead, [.. Enumerable.Range(0, perLead.Length).Select(lead => leads.Contains((Lead)lead) ? 1.0 : 0)]);
    }

    /// <summary>The parts of the beats in the windows of the model.</summary>
    private static List<BeatSegment> InWindows(EcgPredictor predictor, VirtualSubject person, int windows)
    {
        var rate = predictor.Preparation.SamplingRateHz;
        var all = person.EcgSegments(rate);
        var segments = new List<BeatSegment>(windows * predictor.WindowSamples);
        for (var window = 0; window < windows; window++)
        {
            var first = (int)Math.Round(predictor.WindowStartSeconds(window) * rate);
            for (var t = first; t < first + predictor.WindowSamples; t++) segments.Add(t < all.Length ? all[t] : BeatSegment.Other);
        }
        return segments;
    }
}
