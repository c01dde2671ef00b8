using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic.Cohort;

public sealed class VirtualCohortFolderTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        new VirtualCohortWriter().Write(_folder["cohort"], new VirtualCohort(5), [1, 4, 9]);
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void The_people_are_those_who_were_written()
    {
        var cohort = VirtualCohortFolder.Open(_folder["cohort"]);
        Assert.That(cohort.Names, Is.EqualTo((string[])["V5_000001", "V5_000004", "V5_000009"]));
        Assert.That(cohort.Subject("V5_000004").Heart.Person, Is.EqualTo(new VirtualCohort(5).Subject(4).Heart.Person));
        Assert.That(() => cohort.Subject("V5_000002"), Throws.ArgumentException);
    }

    [TestCase("DATA_CARD.md", "seed 5", "seed five", "does not state the seed")]
    [TestCase("DATA_CARD.md", "version 2 of", "version 9 of", "is of version 9")]
    [TestCase("subjects.csv", "subject,sex", "subject,age", "line 1: the columns")]
    [TestCase("subjects.csv", "V5_000004", "V5_000001", "line 3: 'V5_000001'")]
    [TestCase("subjects.csv", "V5_000004", "person 4", "line 3: 'person 4'")]
    public void A_folder_that_was_changed_is_refused(string file, string from, string to, string because)
    {
        Change(file, from, to);
        Assert.That(
            () => VirtualCohortFolder.Open(_folder["cohort"]), Throws.InstanceOf<DataFormatException>().With.Message.Contains(because));
    }

    [Test]
    public void A_person_whose_row_does_not_follow_from_the_seed_is_refused()
    {
        Change("DATA_CARD.md", "seed 5", "seed 6");
        var cohort = VirtualCohortFolder.Open(_folder["cohort"]);
        Assert.That(() => cohort.Subject("V5_000009"), Throws.InstanceOf<DataFormatException>().With.Message.Contains("line 4"));
        Assert.That(() => VirtualCohortFolder.Open(_folder["none"]), Throws.InstanceOf<DataFormatException>());
    }

    private void Change(string file, string from, string to)
    {
        var path = _folder[$"cohort/{file}"];
        var text = File.ReadAllText(path);
        Assert.That(text, Does.Contain(from));
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
