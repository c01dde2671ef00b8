using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Training.FineTuning;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.FineTuning;

public sealed class TargetColumnsTests
{
    private const int People = 24;

    private static readonly int[] Training = [.. Enumerable.Range(0, 20)];

    [TestCase("CAD", TargetKind.Classes, new[] { 0.0, 1 })]
    [TestCase("NYHA", TargetKind.Classes, new[] { 1.0, 2, 4 })]
    [TestCase("LVEDV_mL", TargetKind.Number, new double[0])]
    [TestCase("death:years", TargetKind.TimeToEvent, new double[0])]
    public void TheKindIsFoundFromTheValues(string name, TargetKind kind, double[] classes)
    {
        var (target, assumption) = TargetColumns.Describe([name], Labels, Records(), Training).Single();
        Assert.That((target.Kind, target.Outputs), Is.EqualTo((kind, Math.Max(1, classes.Length))));
        Assert.That(target.ClassValues, Is.EqualTo(classes));
        Assert.That(assumption, Does.Contain(kind switch
        {
            TargetKind.Classes => $"{classes.Length} classes, since the values are few whole numbers",
            TargetKind.Number => "a number, since the values are many",
            _ => "the time 'years' to an event",
        }));
    }

    [TestCase(11, TargetKind.Number)]
    [TestCase(10, TargetKind.Classes)]
    public void MoreThanTenWholeNumbersAreANumber(int values, TargetKind kind) => Assert.That(
        TargetColumns.Describe(["given"], Labels, Records(i => 60 + i % values), Training).Single().Target.Kind, Is.EqualTo(kind));

    [Test]
    public void TheKindCanBeSaid()
    {
        var (number, assumption) = TargetColumns.Describe(["NYHA"], Labels, Records(), Training, TargetKind.Number).Single();
        Assert.That((number.Kind, number.ClassValues.Count), Is.EqualTo((TargetKind.Number, 0)));
        Assert.That(assumption, Does.Not.Contain("since"));
        var eleven = Records(i => i % 11 * 0.5);
        // 20 rows of 11 values: some have one person only.
        Refused("given", eleven, "a class needs 2", TargetKind.Classes);
        var halves = Records(i => i % 4 * 0.5);
        Assert.That(
            TargetColumns.Describe(["given"], Labels, halves, Training, TargetKind.Classes).Single().Target.ClassValues,
            Is.EqualTo(new[] { 0, 0.5, 1, 1.5 }));
    }

    [Test]
    public void NumbersAreStandardisedByTheTrainingSetAlone()
    {
        // The rows that are held out are of another magnitude, and one of the training set is missing.
        var records = Records(i => i == 3 ? float.NaN : i >= 20 ? 1e6 : i * 1.25);
        var target = TargetColumns.Describe(["given"], Labels, records, Training).Single().Target;
        double[] known = [.. Training.Where(i => i != 3).Select(i => i * 1.25)];
        Assert.That(target.Mean, Is.EqualTo(known.Average()).Within(1e-12));
        Assert.That(target.Deviation, Is.EqualTo(Math.Sqrt(known.Average(x => Math.Pow(x - known.Average(), 2)))).Within(1e-12));
        Assert.That(target.Known, Is.EqualTo(19));
        var others = Records(i => i == 3 ? float.NaN : i >= 20 ? -5 : i * 1.25);
        Assert.That(
            TargetColumns.Describe(["given"], Labels, others, Training).Single().Target.Mean, Is.EqualTo(target.Mean),
            "whatever is held out");
    }

    [Test]
    public void ClassesArePrevalentAsInTheTrainingSetAlone()
    {
        // 5 of 20 in training; all that are held out, with a class of their own.
        var records = Records(i => i >= 20 ? 7 : i % 4 == 0 ? 1 : 0);
        var (target, assumption) = TargetColumns.Describe(["given"], Labels, records, Training).Single();
        Assert.That(target.ClassValues, Is.EqualTo(new[] { 0, 1 }));
        Assert.That(target.Prevalence, Is.EqualTo(new[] { 0.75, 0.25 }));
        Assert.That(assumption, Does.EndWith("0 (15), 1 (5)"));
        Assert.That(target.ClassWeights, Is.EqualTo(new[] { 20 / 30.0, 2 }).Within(1e-12));
        Assert.That(
            target.Prevalence.Zip(target.ClassWeights, (share, weight) => share * weight), Is.All.EqualTo(0.5).Within(1e-12),
            "each class counts as much as another");
        Assert.That(TargetColumns.Describe(["given"], Labels, records, Training, balance: false).Single().Target.ClassWeights, Is.Empty);
    }

    [TestCase("LVEDV_mL", "mL")]
    [TestCase("LVEF_percent", "%")]
    [TestCase("CO_L_per_min", "L/min")]
    [TestCase("LVM_g", "g")]
    [TestCase("QRS_ms", "ms")]
    [TestCase("SBP_mmHg", "mmHg")]
    [TestCase("LVEDD_mm", "mm")]
    [TestCase("age_years", "years")]
    [TestCase("weight_kg", "kg")]
    [TestCase("strain", null)]
    [TestCase("mg", null)]
    public void TheUnitIsInTheName(string name, string? unit)
    {
        CohortRecord[] records = [.. Enumerable.Range(0, 12).Select(i => new CohortRecord($"r{i}", $"p{i}", [i * 0.3f]))];
        var target = TargetColumns.Describe([name], [name], records, [.. Enumerable.Range(0, 12)]).Single().Target;
        Assert.That(target.Unit, Is.EqualTo(unit));
    }

    [Test]
    public void TheUnitOfAnEventIsThatOfItsTime()
    {
        CohortRecord[] records = [.. Enumerable.Range(0, 12).Select(i => new CohortRecord($"r{i}", $"p{i}", [i % 2, i]))];
        var target = TargetColumns.Describe(["death:time_years"], ["death", "time_years"], records, [.. Enumerable.Range(0, 12)])
            .Single().Target;
        Assert.That((target.Name, target.TimeName, target.Unit), Is.EqualTo(("death", "time_years", "years")));
    }

    [Test]
    public void NumbersComeFirstAndTheOthersStayInOrder() => Assert.That(
        TargetColumns.Describe(["CAD", "LVEDV_mL", "death:years", "given", "NYHA"], Labels, Records(i => i * 0.5), Training)
            .Select(target => target.Target.Name),
        Is.EqualTo(new[] { "LVEDV_mL", "given", "CAD", "death", "NYHA" }));

    [Test]
    public void ColumnsThatCannotBeLearnedAreRefused()
    {
        Refused("given", Records(_ => 3.5), "target 'given': all values of the training set are 3.5");
        Refused("given", Records(i => i < 20 ? float.NaN : 1), "target 'given': all values of the training set are missing");
        Refused("given", Records(i => i < 9 ? i % 2 : float.NaN), "target 'given': 9 people of the training set have a value; at least 10");
        Refused("given", Records(i => 1000 + i), "as in an identifier");
        Refused("given", Records(i => 1000 + i), "as in an identifier", TargetKind.Classes);
        Refused("given", Records(i => i == 2 ? 1 : 0), "target 'given': 1 person of the training set has the value 1; a class needs 2");
        Refused("given", Records(i => i % 2), "the time to an event needs two columns, EVENT:TIME", TargetKind.TimeToEvent);
        Assert.That(
            TargetColumns.Describe(["given"], Labels, Records(i => 1000 + i), Training, TargetKind.Number).Single().Target.Mean,
            Is.EqualTo(1009.5), "a quantity, as was said");
    }

    /// <summary>A number that only counts people is no quantity, and a copy of a target no second one.</summary>
    [Test]
    public void IdentifiersAndCopiesAreWarnedAbout()
    {
        Assert.That(Assumption(i => 0.5f * i), Does.Contain("warning: target 'x' follows the order of the recordings"));
        // The people's numbers in another order than the recordings.
        Assert.That(Assumption(i => 0.5f * Number(i)), Does.Contain("warning: target 'x' follows the numbers in the people's names"));
        Assert.That(Assumption(i => 0.5f * (i * 5 % 20)), Does.Not.Contain("warning"), "no order");
        Assert.That(Assumption(i => i % 2, i => 1 - i % 2), Does.Contain("warning: target 'y' says the same as target 'x'"));
        Assert.That(Assumption(i => i % 2, i => i % 3 == 0 ? 1 : 0), Does.Not.Contain("warning"));
        Assert.That(
            Assumption(i => 0.5f * (i * 3 % 20), i => 0.5f * (i * 9 % 20)), Does.Not.Contain("warning"), "both differ for everybody");

        static int Number(int i) => i * 7 % 20;
        static string Assumption(Func<int, float> x, Func<int, float>? y = null) => string.Join('\n', TargetColumns.Describe(
            y is null ? ["x"] : ["x", "y"], ["x", "y"],
            [.. Enumerable.Range(0, 20).Select(i => new CohortRecord($"r{i}", $"person-{Number(i)}", [x(i), y?.Invoke(i) ?? 0]))],
            Training).Select(target => target.Assumption));
    }

    [Test]
    public void OnePersonWithManyRecordingsIsOnePerson()
    {
        // The second class is in five recordings of one person.
        CohortRecord[] records =
            [.. Enumerable.Range(0, 20).Select(i => new CohortRecord($"r{i}", $"p{Math.Max(i, 4)}", [i <= 4 ? 1 : 0]))];
        Refused("x", records, "1 person of the training set has the value 1", labels: ["x"]);
        CohortRecord[] few = [.. Enumerable.Range(0, 20).Select(i => new CohortRecord($"r{i}", $"p{i % 9}", [i % 2]))];
        Refused("x", few, "the training set has 9 people; at least 10", labels: ["x"]);
    }

    [Test]
    public void NamesAreChecked()
    {
        Refused("LVEF", Records(), $"unknown target 'LVEF'; the labels are {string.Join(", ", Labels)}");
        Refused("death:weeks", Records(), "unknown target 'weeks'");
        Refused("death:years:x", Records(), "must be LABEL, or EVENT:TIME");
        Assert.That(
            () => TargetColumns.Describe(["CAD", "CAD"], Labels, Records(), Training),
            Throws.ArgumentException.With.Message.Contains("target 'CAD' is named twice"));
        Assert.That(
            () => TargetColumns.Describe([], Labels, Records(), Training),
            Throws.ArgumentException.With.Message.Contains("the list of targets is empty"));
    }

    /// <summary>Results, outputs and the model's card name a target by its column alone.</summary>
    [TestCase("death", "death:years")]
    [TestCase("death:years", "death:given")]
    public void OneColumnIsNotTwoTargets(string first, string second) => Assert.That(
        () => TargetColumns.Describe([first, second], Labels, Records(i => i), Training),
        Throws.ArgumentException.With.Message.Contains("target 'death' is named twice"));

    [Test]
    public void EventsAreChecked()
    {
        Refused("given:years", Records(i => i % 3), "an event is 0 (not observed) or 1, not 2");
        Refused("given:years", Records(i => i == 4 ? 1 : 0), "1 events in the training set; 2 are needed");
        Refused("death:given", Records(_ => float.NaN), "all times 'given' are missing");
        Refused("death:given", Records(i => i == 7 ? -0.5 : i), "a time 'given' is negative");
        Assert.That(
            TargetColumns.Describe(["death:given"], Labels, Records(i => i == 21 ? -1 : i), Training).Single().Target.Kind,
            Is.EqualTo(TargetKind.TimeToEvent), "held-out rows are not looked at");
    }

    private static readonly string[] Labels = ["CAD", "NYHA", "LVEDV_mL", "death", "years", "given"];

    private static void Refused(
        string name, IReadOnlyList<CohortRecord> records, string reason, TargetKind? kind = null, string[]? labels = null) => Assert.That(
        () => TargetColumns.Describe([name], labels ?? Labels, records, Training, kind),
        Throws.ArgumentException.With.Message.Contains(reason));

    private static CohortRecord[] Records(Func<int, double>? given = null) =>
    [
        .. Enumerable.Range(0, People).Select(i => new CohortRecord(
            $"r{i}", $"p{i}", [i % 2, i % 3 == 2 ? 4 : 1 + i % 3, 100 + i * 1.5f, i % 2, 1 + i % 5, (float)(given?.Invoke(i) ?? i)])),
    ];
}
