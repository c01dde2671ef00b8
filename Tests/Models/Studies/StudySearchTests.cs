using EcgCmrNative.Models.Studies;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Studies;

public sealed class StudySearchTests
{
    [Test]
    public void A_grid_has_every_combination()
    {
        var search = new StudySearch
        {
            Settings = SmallStudy.Json("""{"Options.LayerDecay": [0.5, 0.75], "Training.BatchSize": [8, 16, 32]}"""),
        };
        var trials = search.Candidates(seed: 0);
        Assert.That(trials.Select(trial => trial.ToJsonString()), Is.Unique);
        Assert.That(trials, Has.Count.EqualTo(6));
        Assert.That(trials[4].ToJsonString(), Is.EqualTo("""{"Options":{"LayerDecay":0.75},"Training":{"BatchSize":16}}"""));
    }

    [Test]
    public void Random_trials_are_within_their_ranges_and_depend_on_the_seed()
    {
        var search = new StudySearch
        {
            Method = SearchMethod.Random,
            Trials = 200,
            Settings = SmallStudy.Json(
                """{"Options.LearningRate": {"From": 1e-5, "To": 1e-3, "Logarithmic": true}, "Ecg.DropPath": {"From": 0, "To": 0.2}}"""),
        };
        var trials = search.Candidates(seed: 3);
        double[] rates = [.. trials.Select(trial => trial["Options"]!["LearningRate"]!.GetValue<double>())];
        Assert.Multiple(() =>
        {
            Assert.That(rates, Is.All.InRange(1e-5, 1e-3));
            // Half of a logarithmic range is below its geometric mean; 200 draws differ from 100 by 35 once in a million.
            Assert.That(rates.Count(rate => rate < 1e-4), Is.InRange(65, 135));
            Assert.That(trials.Select(trial => trial["Ecg"]!["DropPath"]!.GetValue<double>()), Is.All.InRange(0, 0.2));
            Assert.That(
                search.Candidates(seed: 3).Select(trial => trial.ToJsonString()), Is.EqualTo(trials.Select(trial => trial.ToJsonString())));
            Assert.That(search.Candidates(seed: 4)[0].ToJsonString(), Is.Not.EqualTo(trials[0].ToJsonString()));
        });
    }
}
