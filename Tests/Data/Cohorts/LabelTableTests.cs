using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

internal sealed class LabelTableTests
{
    private static LabelTable Read(string text, LabelColumns? columns = null)
    {
        var files = new MemoryFileSystem();
        files.Add("labels.csv", text);
        return LabelTable.Read("labels.csv", columns ?? new LabelColumns { Record = "file", Patient = "person", Fold = "fold" }, files);
    }

    [Test]
    public void ReadsNamedColumnsAndTakesAllOthersAsLabels()
    {
        var table = Read("file,person,CAD,EF,fold\na.hea,7.0,1,55.5,3\nb.hea,p,,,\n");

        Assert.That(table.LabelNames, Is.EqualTo(new[] { "CAD", "EF" }));
        Assert.That(table.Records[0].Labels, Is.EqualTo(new[] { 1f, 55.5f }));
        Assert.That((table.Records[0].Record, table.Records[0].Patient, table.Records[0].Fold), Is.EqualTo(("a.hea", "7.0", 3)));
        Assert.That(table.Records[1].Labels, Is.EqualTo(new[] { float.NaN, float.NaN }));
        Assert.That(table.Records[1].Fold, Is.Null);
    }

    [Test]
    public void WithoutAPatientColumnEveryRecordingIsAPerson() =>
        Assert.That(Read("file,x,y\na,1,2\n", new LabelColumns { Record = "file", Labels = ["y"] }).Records[0].Patient, Is.EqualTo("a"));

    [TestCase("fold")]
    [TestCase("strat_fold")]
    public void AFoldIsFoundByItsNameAndIsNoLabel(string name)
    {
        var table = Read($"subject,{name},CAD\na,17,0\nb,,1\n", new LabelColumns());
        Assert.That(table.LabelNames, Is.EqualTo(new[] { "CAD" }));
        Assert.That(table.Records.Select(record => record.Fold), Is.EqualTo(new int?[] { 17, null }));
    }

    [Test]
    public void AFoldThatIsNamedIsPreferredAndTheOtherIsStillNoLabel()
    {
        var table = Read("subject,fold,mine,strat_fold,CAD\na,1,2,3,0\n", new LabelColumns { Fold = "mine" });
        Assert.That(table.LabelNames, Is.EqualTo(new[] { "CAD" }));
        Assert.That(table.Records[0].Fold, Is.EqualTo(2));
    }

    [Test]
    public void SexIsALabelOfZeroAndOne()
    {
        var table = Read("subject,sex,CAD\na,female,0\nb,M,1\nc,,\n", new LabelColumns());
        Assert.That(table.LabelNames, Is.EqualTo(new[] { "sex", "CAD" }));
        Assert.That(table.Records.Select(record => record.Labels[0]), Is.EqualTo(new[] { 0f, 1f, float.NaN }));
        Assert.That(table.Records.Select(record => record.Record), Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public void ARecordColumnIsPreferredToASubjectColumn() =>
        Assert.That(Read("subject,record,CAD\n1,a,0\n", new LabelColumns { Patient = "subject" }).Records[0].Record, Is.EqualTo("a"));

    [TestCase("file,person,fold\na,1,1\na,1,1\n", "line 3: recording 'a' is listed twice")]
    [TestCase("file,person,fold\n,1,1\n", "line 2: column 'file' is empty")]
    [TestCase("file,person,fold\na,1,1.5\n", "line 2: 1.5 in column 'fold' is not a whole number")]
    [TestCase("file,person,fold,CAD\na,1,1,yes\n", "line 2: 'yes' in column 'CAD' is not a number")]
    [TestCase("file,fold\na,1\n", "no column 'person'")]
    public void RefusesWithLineAndReason(string text, string reason) =>
        Assert.That(() => Read(text), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));
}
