using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Cohorts;

internal sealed class PtbXlDatabaseTests
{
    private const string Columns = "ecg_id,patient_id,age,sex,scp_codes,strat_fold,filename_lr,filename_hr\n";

    private static PtbXlDatabase Read(string rows)
    {
        var files = new MemoryFileSystem();
        files.Add("db/ptbxl_database.csv", Columns + rows);
        files.Add("db/scp_statements.csv", ",diagnostic,diagnostic_class\nNORM,1.0,NORM\nIMI,1.0,MI\nLVH,1.0,HYP\nSR,,\n");
        return PtbXlDatabase.Read("db", files);
    }

    [Test]
    public void ReadsARecordAndItsSuperclasses()
    {
        var database = Read(
            "21,15709.0,300.0,1,\"{'IMI': 35.0, 'LVH': 0.0, 'SR': 0.0}\",9,records100/00000/00021_lr,records500/00000/00021_hr\n");
        var record = database.Records[0];

        Assert.That((record.EcgId, record.PatientId, record.StratFold), Is.EqualTo((21, "15709", 9)));
        Assert.That((record.Subject.AgeYears, record.Subject.Sex), Is.EqualTo((90.0, Sex.Female)));
        Assert.That(record.ScpCodes["IMI"], Is.EqualTo(35));
        Assert.That(record.Superclasses, Is.EquivalentTo(new[] { "MI", "HYP" }));
        Assert.That(database.ToLabels().Records[0].Labels, Is.EqualTo(new[] { 0f, 1, 0, 0, 1 }));
        Assert.That(database.ToLabels(high: false).Records[0].Record, Is.EqualTo("00021_lr"));
    }

    [Test]
    public void ADatabaseThatLiesDeeperIsNotTakenWithoutItsTables()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["all/db"]);
        File.WriteAllText(folder[$"all/db/{PtbXlDatabase.DatabaseFile}"], "");
        File.WriteAllText(folder[$"all/db/{PtbXlDatabase.StatementsFile}"], "");

        Assert.That(() => EcgSources.InFolder(folder["all"]), Throws.TypeOf<DataFormatException>().With.Message.Contains(folder["all/db"]));
        Assert.That(EcgSources.InFolder(folder["all/db/"]), Is.Empty);
    }

    [TestCase("1,1,50,0,NORM,1,a,b\n", "line 2: scp_codes must have the form")]
    [TestCase("1,1,50,0,{'NORM'},1,a,b\n", "line 2: scp_codes must have the form")]
    [TestCase(
        "1,1,50,0,{},1,lr/a,hr/a\n2,2,50,0,{},9,lr/a,hr/b\n",
        "line 3: 'lr/a' in column 'filename_lr' names the recording of an earlier row")]
    [TestCase("1,1,50,0,{},1,a,b\n2,2,50,0,{},9,c,b\n", "line 3: 'b' in column 'filename_hr'")]
    [TestCase("1,,50,0,{},1,a,b\n", "line 2: column 'patient_id' is empty")]
    [TestCase("1,1,50,0,{},1,,b\n", "line 2: column 'filename_lr' is empty")]
    public void RefusesWithLineAndReason(string rows, string reason) =>
        Assert.That(() => Read(rows), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));

    [Test]
    public void TheRealTablesGiveTheKnownCounts()
    {
        var database = PtbXlDatabase.Read(SharedData.Require("data", "ecg", "ptbxl_biolabsel"));

        Assert.That(database.Records, Has.Count.EqualTo(500));
        Assert.That(database.Records.Select(record => record.PatientId).Distinct().Count(), Is.EqualTo(466));
        Assert.That(
            PtbXlDatabase.Superclasses.Select(name => database.Records.Count(record => record.Superclasses.Contains(name))),
            Is.EqualTo(new[] { 297, 73, 96, 78, 40 }));
        var parts = PatientSplit.ByFold(database.ToLabels().Records, [1, 2, 3, 4, 5, 6, 7, 8], [9], [10]);
        Assert.That(parts.Sum(part => part.Count), Is.EqualTo(500));
    }
}
