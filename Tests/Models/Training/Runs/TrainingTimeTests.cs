using EcgCmrNative.Models.Training.Runs;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.Runs;

public sealed class TrainingTimeTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void Trials_of_a_search_are_added()
    {
        Write("trial-1", """{"epoch":0,"train_seconds":1.5}""", """{"epoch":1,"train_seconds":2}""");
        Write("trial-2", """{"epoch":0,"train_seconds":0.25}""");
        Assert.That(TrainingTime.In(_folder[""]), Is.EqualTo(new TrainingTime(3, 3.75)));
        Assert.That(TrainingTime.In(_folder["trial-1"]), Is.EqualTo(new TrainingTime(2, 3.5)));
    }

    [Test]
    public void A_time_that_cannot_be_read_is_not_known()
    {
        Assert.That(TrainingTime.In(_folder[""]), Is.Null, "no log");
        Write("trial-1", "{ damaged");
        Assert.That(TrainingTime.In(_folder[""]), Is.Null, "a damaged log");
        Assert.That(TrainingTime.In(_folder["missing"]), Is.Null, "no folder");
    }

    private void Write(string folder, params string[] lines)
    {
        Directory.CreateDirectory(_folder[folder]);
        File.WriteAllLines(_folder[$"{folder}/log.jsonl"], lines);
    }
}
