using EcgCmrNative.Data.Cohorts;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

internal sealed class PatientSplitTests
{
    private static readonly double[] Fractions = [0.7, 0.15, 0.15];

    /// <summary>1000 recordings of about 600 patients, one in ten of them ill.</summary>
    private static readonly CohortRecord[] Cohort = MakeCohort();

    private static CohortRecord[] MakeCohort()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 1000).Select(i => random.Next(600))
            .Select((patient, i) => new CohortRecord($"r{i}", $"p{patient}", [patient % 10 == 0 ? 1 : 0], patient % 5))];
    }

    private static IEnumerable<string> Patients(IReadOnlyList<int> part) => part.Select(index => Cohort[index].Patient).Distinct();

    [Test]
    public void EveryRecordingIsInOnePartAndNoPatientInTwo([Values(0UL, 1UL, ulong.MaxValue)] ulong seed)
    {
        var parts = PatientSplit.ByPerson(Cohort, Fractions, seed);

        Assert.That(parts.SelectMany(part => part).Order(), Is.EqualTo(Enumerable.Range(0, 1000)));
        Assert.That(parts.SelectMany(Patients), Is.Unique);
    }

    [Test]
    public void StaysTheSameForever()
    {
        CohortRecord[] cohort = [.. Enumerable.Range(0, 8).Select(i => new CohortRecord($"r{i}", $"p{i}", []))];

        // The hash computed apart from this code places the eight at 0.056, 0.036, 0.066, 0.749, 0.848, 0.662, 0.010 and 0.479;
        // the last part is taken from the bottom.
        Assert.That(PatientSplit.ByPerson(cohort, [0.5, 0.5], 2022)[1], Is.EqualTo(new[] { 0, 1, 2, 6, 7 }));
    }

    /// <summary>The places of the eight in <see cref="StaysTheSameForever"/>.</summary>
    [TestCase("p0", 0.056)]
    [TestCase("p3", 0.749)]
    [TestCase("p6", 0.010)]
    [TestCase("p7", 0.479)]
    public void APlaceIsThatOfTheHash(string person, double expected)
    {
        Assert.That(PatientSplit.Place(person, 2022), Is.EqualTo(expected).Within(0.0005));
        Assert.That(PatientSplit.Place(person, 2023), Is.Not.EqualTo(expected).Within(0.0005));
    }

    [Test]
    public void PlacesAreSpreadEvenlyOverZeroToOne()
    {
        double[] places = [.. Enumerable.Range(0, 10_000).Select(i => PatientSplit.Place($"person {i}", 1))];
        Assert.That(places, Is.All.GreaterThanOrEqualTo(0).And.All.LessThan(1));
        // 1000 in each tenth, with a standard deviation of 30.
        Assert.That(places.GroupBy(place => (int)(10 * place)).Select(tenth => tenth.Count()), Is.All.InRange(850, 1150));
    }

    [Test]
    public void NobodyElseMatters()
    {
        var parts = PatientSplit.ByPerson(Cohort, Fractions, 3);
        var partOf = parts.SelectMany((part, number) => part.Select(index => (index, number)))
            .ToDictionary(item => item.index, item => item.number);

        CohortRecord[] some = [.. Cohort.Where((_, index) => index % 3 == 0).Select(record => record with { Labels = [0, 1] })];
        var partsOfSome = PatientSplit.ByPerson(some, Fractions, 3);
        for (var part = 0; part < 3; part++)
            Assert.That(partsOfSome[part].Select(index => partOf[3 * index]), Is.All.EqualTo(part));
        Assert.That(PatientSplit.ByPerson(Cohort, Fractions, 4)[2], Is.Not.EqualTo(parts[2]));
    }

    [Test]
    public void SharesAreMetAsFarAsChanceAllows([Values(1UL, 2UL, 3UL)] ulong seed)
    {
        CohortRecord[] people = [.. Enumerable.Range(0, 10_000).Select(i => new CohortRecord($"r{i}", $"{i:D7}", []))];
        var parts = PatientSplit.ByPerson(people, Fractions, seed);
        for (var part = 0; part < 3; part++)
            Assert.That(
                parts[part],
                Has.Count.EqualTo(10_000 * Fractions[part]).Within(4 * Math.Sqrt(10_000 * Fractions[part] * (1 - Fractions[part]))));
    }

    [Test]
    public void TheTestIsTheSameWhateverTheValidationTakes()
    {
        var test = PatientSplit.ByPerson(Cohort, Fractions, 1)[2];
        Assert.That(PatientSplit.ByPerson(Cohort, [0.8, 0.05, 0.15], 1)[2], Is.EqualTo(test));
        Assert.That(PatientSplit.ByPerson(Cohort, [0.85, 0.15], 1)[1], Is.EqualTo(test));
    }

    [TestCase(0.5, 0.6)]
    [TestCase(1.0, 0.0)]
    [TestCase(double.NaN, 1.0)]
    public void RefusesFractionsThatAreNone(double first, double second) =>
        Assert.That(() => PatientSplit.ByPerson(Cohort, [first, second], 1), Throws.ArgumentException);

    [Test]
    public void FoldsGiveTheirPartsAndLeaveTheRestOut()
    {
        var parts = PatientSplit.ByFold(Cohort, [0, 1], [4]);

        Assert.That(parts[0].Select(index => Cohort[index].Fold), Is.All.AnyOf(0, 1));
        Assert.That(parts[1], Has.Count.EqualTo(Cohort.Count(record => record.Fold == 4)));
    }

    [Test]
    public void RefusesFoldsThatTearAPatientApart()
    {
        CohortRecord[] torn = [new("a", "p", [], 1), new("b", "p", [], 2)];

        Assert.That(() => PatientSplit.ByFold(torn, [1], [2]), Throws.ArgumentException.With.Message.Contains("patient p"));
        Assert.That(() => PatientSplit.ByFold(torn, [1], [1]), Throws.ArgumentException.With.Message.Contains("fold 1 is listed twice"));
    }
}
