using System.Security.Cryptography;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Csv;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Data.Synthetic.Hearts;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic.Cohort;

internal sealed class VirtualCohortWriterTests
{
    private static readonly VirtualCohort Cohort = new(4);

    [Test]
    public void The_same_bytes_at_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        var one = Write(folder["one"], 6, threads: 1);
        var three = Write(folder["three"], 6, threads: 3);
        Assert.That(one, Has.Count.EqualTo(6 * 3 + 3));
        Assert.That(three, Is.EqualTo(one));
    }

    [Test]
    public void A_subject_does_not_depend_on_how_many_there_are()
    {
        using var folder = new TemporaryFolder();
        var few = Write(folder["few"], 2).Where(file => !IsTable(file.Key));
        var many = Write(folder["many"], 4);
        Assert.That(few, Is.SubsetOf(many));
        Assert.That(File.ReadLines(folder["many/subjects.csv"]).Take(3), Is.EqualTo(File.ReadLines(folder["few/subjects.csv"])));
    }

    [Test]
    public void Every_block_of_twenty_has_each_fold_once_in_an_order_of_its_own()
    {
        var blocks = Enumerable.Range(0, 100).Select(number => Cohort.Subject(number).Fold).Chunk(VirtualSubject.Folds).ToArray();
        foreach (var block in blocks) Assert.That(block, Is.EquivalentTo(Enumerable.Range(1, 20)));
        Assert.That(blocks.Select(block => string.Join(' ', block)), Is.Unique);
        Assert.That(blocks[0], Is.Not.EqualTo(Enumerable.Range(0, 20).Select(number => new VirtualCohort(5).Subject(number).Fold)));
    }

    [Test]
    public void Another_seed_gives_other_people()
    {
        Assert.That(new VirtualCohort(5).Subject(0).Heart.Person, Is.Not.EqualTo(Cohort.Subject(0).Heart.Person));
        Assert.That(Cohort.Subject(1).Heart.Person, Is.Not.EqualTo(Cohort.Subject(0).Heart.Person));
    }

    [Test]
    public void Is_prepared_with_its_own_table()
    {
        using var folder = new TemporaryFolder();
        Write(folder["cohort"], 3);
        var labels = LabelTable.Read(folder["cohort/subjects.csv"], new LabelColumns());
        Assert.That(labels.LabelNames.Take(7), Is.EqualTo(new[] { "sex", "age_years", "height_cm", "weight_kg", "CAD", "AF", "DM" }));
        Assert.That(labels.LabelNames.Skip(7), Is.EqualTo(Phenotypes.Names));
        Assert.That(
            labels.Records.Select(record => record.Fold),
            Is.EqualTo(Enumerable.Range(0, 3).Select(number => Cohort.Subject(number).Fold)));
        var sources = EcgSources.InFolder(folder["cohort/ecg"], labels);
        Assert.That(sources.Select(source => source.About.Patient), Is.EqualTo(new[] { "V4_000000", "V4_000001", "V4_000002" }));
        for (var i = 0; i < sources.Count; i++)
        {
            var (subject, read) = (Cohort.Subject(i), sources[i].Read());
            var written = subject.RecordEcg();
            Assert.That(read.Subject.Sex, Is.EqualTo(subject.Heart.Person.Sex));
            Assert.That(read.Subject.AgeYears, Is.EqualTo(Math.Round(subject.Heart.Person.AgeYears)));
            for (var lead = 0; lead < 12; lead++)
                Assert.That(read.Signals[lead].Samples, Is.EqualTo(written.Signals[lead].Samples).Within(0.00051f));
            for (var j = 0; j < 61; j++)
                Assert.That(sources[i].About.Labels[7 + j], Is.EqualTo((float)subject.Measured[j]).Within(0.0051f));
        }
    }

    [Test]
    public void Truth_is_what_the_hearts_are()
    {
        using var folder = new TemporaryFolder();
        Write(folder["cohort"], 5);
        var truth = CsvTable.Read(folder["cohort/truth.csv"]);
        for (var row = 0; row < 5; row++)
        {
            var heart = Cohort.Subject(row).Heart;
            Assert.That(truth.Number(row, truth.Column("LVM_g")), Is.EqualTo(heart.Left.Shape.MassGrams).Within(0.001));
            Assert.That(truth.Text(row, truth.Column("territory")), Is.EqualTo(heart.Illness.Territory.ToString().ToUpperInvariant()));
            Assert.That(truth.Text(row, truth.Column("rhythm")), Is.EqualTo(heart.Illness.FibrillatesNow ? "AF" : "sinus"));
        }
    }

    [Test]
    public void A_smaller_cohort_replaces_a_larger_one()
    {
        using var folder = new TemporaryFolder();
        Write(folder["cohort"], 4);
        File.WriteAllText(folder["cohort/ecg/mine.txt"], "not ours");
        var after = Write(folder["cohort"], 2);
        Assert.That(after.Keys, Does.Not.Contain("ecg/V4_000002.hea").And.Not.Contain("cmr/V4_000003.nii.gz").And.Contain("ecg/mine.txt"));
    }

    [Test]
    public void Half_a_cohort_is_none()
    {
        using var folder = new TemporaryFolder();
        Write(folder["cohort"], 2);
        using var stop = new CancellationTokenSource();
        var writer = new VirtualCohortWriter { Threads = 1 };
        Assert.That(
            () => writer.Write(folder["cohort"], Cohort, 50, (_, _) => stop.Cancel(), stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(File.Exists(folder["cohort/subjects.csv"]), Is.False);
    }

    /// <summary>
    /// The disk fails at one operation after the other, until one cohort is written without: subjects.csv is there only then.
    /// </summary>
    [Test]
    public void A_disk_that_fails_at_any_operation_leaves_no_cohort()
    {
        using var folder = new TemporaryFolder();
        var failures = 0;
        for (var step = 1; ; step = step * 5 / 4 + 1)
        {
            var disk = new FailingFileSystem(step);
            try { new VirtualCohortWriter { Threads = 1, Files = disk }.Write(folder["cohort"], Cohort, 1); }
            catch (Exception e) when (e is IOException or AggregateException { InnerException: IOException }) { failures++; }
            Assert.That(File.Exists(folder["cohort/subjects.csv"]), Is.EqualTo(!disk.HasFailed));
            if (!disk.HasFailed) break;
        }
        Assert.That(failures, Is.GreaterThan(8));
        Assert.That(FileSystem.Disk.ListFiles(folder["cohort"]), Has.None.EndsWith(".tmp").And.Count.EqualTo(6));
    }

    private static SortedDictionary<string, string> Write(string folder, int subjects, int threads = 2)
    {
        new VirtualCohortWriter { Threads = threads }.Write(folder, Cohort, subjects);
        return new(FileSystem.Disk.ListFiles(folder).ToDictionary(
            path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))));
    }

    private static bool IsTable(string name) => !name.Contains('/', StringComparison.Ordinal);

    [Test]
    public void An_enriched_cohort_has_the_shares_that_were_asked_for()
    {
        var cohort = new VirtualCohort(5);
        var numbers = cohort.Enriched(60, cadShare: 0.3, afShare: 0.2);
        var illnesses = numbers.Select(number => cohort.Subject(number).Heart.Illness).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(numbers, Has.Count.EqualTo(60).And.Ordered.And.Unique);
            // People with both take a place of AF first, so that CAD can be more frequent than asked for.
            Assert.That(illnesses.Count(illness => illness.AtrialFibrillation), Is.AtLeast(12));
            Assert.That(illnesses.Count(illness => illness.CoronaryArteryDisease), Is.AtLeast(18));
            Assert.That(illnesses.Count(illness => !illness.AtrialFibrillation && !illness.CoronaryArteryDisease), Is.EqualTo(30));
            Assert.That(cohort.Enriched(20, 0, 0), Is.EqualTo(Enumerable.Range(0, 20)));
            Assert.That(() => cohort.Enriched(20, 0.6, 0.4), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void A_cohort_of_chosen_people_says_so_and_has_the_same_people()
    {
        using var folder = new TemporaryFolder();
        var cohort = new VirtualCohort(5);
        new VirtualCohortWriter().Write(folder["chosen"], cohort, [2, 7]);
        new VirtualCohortWriter().Write(folder["first"], cohort, 3);
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(folder["chosen/DATA_CARD.md"]), Does.Contain("were chosen more often than they occur"));
            Assert.That(File.ReadAllText(folder["first/DATA_CARD.md"]), Does.Not.Contain("were chosen"));
            Assert.That(
                File.ReadAllBytes(folder["chosen/ecg/V5_000002.dat"]), Is.EqualTo(File.ReadAllBytes(folder["first/ecg/V5_000002.dat"])));
            Assert.That(File.ReadAllLines(folder["chosen/subjects.csv"]), Has.Length.EqualTo(3));
        });
    }
}
