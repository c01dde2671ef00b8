using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Data.Synthetic.Hearts;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Explanation.Checks;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Explanations;

/// <summary>Compares maps of virtual people with their hearts.</summary>
internal static class MapTruths
{
    /// <summary>Coarse curves of each person, with random orders of their own, which the mean over people averages.</summary>
    private static readonly FaithfulnessOptions FewOrders = new(Steps: 5, RandomOrders: 2);

    /// <summary>The target that is explained: CAD, whose territories are known, if the model predicts it.</summary>
    public static string Target(EcgPredictor predictor)
    {
        string[] names = [.. predictor.Card.Targets.Select(target => target.Target.Name)];
        return names.Contains(MapTruthView.CoronaryArteryDisease) ? MapTruthView.CoronaryArteryDisease : names[0];
    }

    /// <summary>
    /// The first people with an ischaemic territory, as half of all if there are as many, and the first without one: chosen by their
    /// hearts and not by their maps.
    /// </summary>
    /// <param name="names">The people to choose from.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<VirtualSubject> Choose(IEnumerable<string> names, VirtualCohortFolder cohort, int count)
    {
        var people = names.Select(cohort.Subject).ToLookup(person => person.Heart.Illness.Territory != Territory.None);
        VirtualSubject[] others = [.. people[false].Take(count)], ill = [.. people[true].Take(Math.Max(count / 2, count - others.Length))];
        return [.. ill, .. others.Take(count - ill.Length)];
    }

    /// <summary>People of a cohort whom no weights were trained on; see <see cref="Choose"/>.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="count">How many.</param>
    /// <param name="weights">Runs, or files in folders of runs.</param>
    /// <param name="say">Receives warnings.</param>
    /// <returns>The people, and who they are in words.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static (IReadOnlyList<VirtualSubject> People, string Who) Unseen(
        VirtualCohortFolder cohort, int count, IEnumerable<string> weights, Action<string> say)
    {
        var (seen, who) = (new HashSet<string>(StringComparer.Ordinal), "None of the people was in a training set of the weights.");
        foreach (var path in weights)
        {
            if (TrainedPeople.Of(path) is { } people)
            {
                seen.UnionWith(people);
                continue;
            }
            who = "Some weights do not say which people they were trained on: some of these people may have been in a training set.";
            say($"warning: {path} does not say which people it was trained on; the figures may be of the same people");
        }
        var unseen = Choose(cohort.Names.Where(name => !seen.Contains(name)), cohort, count);
        if (unseen.Count == 0)
            throw new ArgumentException("the weights were trained on all people of the cohort; make a cohort with another --seed");
        if (unseen.Count < count) say($"the cohort has {unseen.Count} people whom the weights were not trained on, not {count}");
        return (unseen, who);
    }

    /// <summary>Maps of a prediction.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="target">The target.</param>
    /// <param name="people">The people.</param>
    /// <param name="method">The method.</param>
    /// <param name="cancellation">Stops between people.</param>
    public static MapTruthView OfPrediction(
        EcgPredictor predictor, string target, IEnumerable<VirtualSubject> people, AttributionMethod method,
        CancellationToken cancellation) =>
        MapTruthView.Of(target, EcgTruth.Measure(
            predictor, target, people, method, faithfulness: FewOrders, cancellation: cancellation));

    /// <summary>Localisation maps.</summary>
    /// <param name="model">The model of pairs.</param>
    /// <param name="people">The people.</param>
    /// <param name="preparation">How the images of the run were prepared.</param>
    /// <param name="cancellation">Stops between people.</param>
    public static MapTruthView OfPairs(
        PairModel model, IEnumerable<VirtualSubject> people, CmrPreparation preparation, CancellationToken cancellation) =>
        MapTruthView.Of(PairTruth.Measure(model, people, preparation, cancellation: cancellation));
}
