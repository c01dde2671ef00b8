using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

public sealed class PairedCohortTests
{
    private TemporaryFolder _folder = null!;
    private EcgStore _ecgs = null!;
    private ImageStore _images = null!;

    [SetUp]
    public void Prepare()
    {
        _folder = new TemporaryFolder();
        // Four people with ECGs of two windows each, a and b with two recordings; images of b (two), c, d and e.
        var writer = new EcgStoreWriter
        {
            Preparation = new EcgPreparation { WindowSamples = 500, LengthPolicy = LengthPolicy.Split },
            LabelNames = ["MI", "EF"],
        };
        writer.Write(_folder["ecg"], [.. "abcdab".Select((patient, i) => new EcgSource(
            new CohortRecord($"ecg{i}", $"{patient}", [i, patient == 'd' ? float.NaN : 0.5f]),
            () => SyntheticEcg.Record(new EcgModel(), 1, i, seconds: 2)))]);
        (ImageStoreTests.Writer with { LabelNames = ["EF"] }).Write(_folder["cmr"], ImageStoreTests.Sources(5, i => $"{"ebdcb"[i]}"));
        (_ecgs, _images) = (EcgStore.Open(_folder["ecg"]), ImageStore.Open(_folder["cmr"]));
    }

    [TearDown]
    public void Close()
    {
        _ecgs.Dispose();
        _images.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void JoinsByPersonAndCountsWhoIsLeft()
    {
        var cohort = new PairedCohort(_ecgs, _images);
        Assert.That(cohort.Patients.Select(patient => patient.Patient), Is.EqualTo(new[] { "b", "c", "d" }));
        Assert.That((cohort.EcgsOnly, cohort.ImagesOnly), Is.EqualTo((1, 1)));
        Assert.That(cohort.Patients[0].EcgRows, Is.EqualTo(new[] { 2, 3, 10, 11 }));
        Assert.That(cohort.Patients[0].ImageRows, Is.EqualTo(new[] { 1, 4 }));
        Assert.That(cohort.First(0), Is.EqualTo((2, 1)));
        Assert.That(cohort.Records.Select(record => record.Patient), Is.EqualTo(new[] { "b", "c", "d" }));
    }

    [Test]
    public void DrawsOneRowOfEach()
    {
        var cohort = new PairedCohort(_ecgs, _images);
        Assert.That(cohort.Draw(0, new GivenDraws(integers: [3, 1])), Is.EqualTo((11, 4)));
        Assert.That(cohort.Draw(1, new GivenDraws(integers: [1])), Is.EqualTo((5, 3)), "there is one image to choose from");
    }

    [Test]
    public void LabelsComeFromTheEcgAndElseFromTheImage()
    {
        var cohort = new PairedCohort(_ecgs, _images);
        Assert.That(cohort.LabelNames, Is.EqualTo(new[] { "MI", "EF" }));
        Assert.That(cohort.Labels(2, 1), Is.EqualTo(new[] { 1, 0.5f }));
        Assert.That(cohort.Records[2].Labels, Is.EqualTo(new float[] { 3, 2 }), "d's ECG does not know the EF, the image does");
    }

    [Test]
    public void StoresThatShareNobodyAreRefusedByName()
    {
        ImageStoreTests.Writer.Write(_folder["others"], ImageStoreTests.Sources(2));
        using var others = ImageStore.Open(_folder["others"]);
        Assert.That(
            () => new PairedCohort(_ecgs, others),
            Throws.ArgumentException.With.Message.Contains("'a'").And.Message.Contains("'patient0'"));
    }

    [Test]
    public void APersonIsInTheSamePartOfEveryStore()
    {
        var cohort = new PairedCohort(_ecgs, _images);
        for (var seed = 0UL; seed < 20; seed++)
        {
            var parts = new[] { _ecgs.Records, _images.Records, cohort.Records }.Select(records =>
                PatientSplit.ByPerson(records, [0.4, 0.3, 0.3], seed).SelectMany((part, number) =>
                    part.Select(index => (records[index].Patient, Part: number))).Distinct()
                    .ToDictionary(entry => entry.Patient, entry => entry.Part)).ToArray();
            foreach (var patient in cohort.Patients.Select(patient => patient.Patient))
                Assert.That(parts.Select(part => part[patient]).Distinct().Count(), Is.EqualTo(1));
        }
    }
}
