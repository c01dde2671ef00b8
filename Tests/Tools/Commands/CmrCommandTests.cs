using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary><c>prepare --cmr</c> and <c>inspect</c> of studies and stores of images.</summary>
public sealed class CmrCommandTests
{
    private const int Phases = 8;

    [Test]
    public void ACohortIsPreparedWithTheTableThatLiesWithIt()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["cohort/cmr"]);
        foreach (var name in (string[])["V1", "V2", "V3"]) WriteBeatingHeart(folder[$"cohort/cmr/{name}.nii.gz"]);
        File.WriteAllText(folder["cohort/subjects.csv"], "subject,sex,EF\nV2,female,61.5\nV1,male,\n");

        var run = CommandRun.Of("prepare", "--cmr", folder["cohort"], "--out", folder["store"], "--image-size", "48", "--threads", "2");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Contain("subjects.csv"));
        Assert.That(run.Output, Does.Contain("2 rows of 3 × 48 × 48"));
        using (var store = ImageStore.Open(folder["store"]))
        {
            Assert.That(store.Rows.Select(row => row.Patient), Is.EqualTo(new[] { "V1", "V2" }));
            Assert.That(store.Rows[0].Labels, Is.EqualTo(new[] { 1, float.NaN }));
            Assert.That(store.Rows[1].Labels, Is.EqualTo(new[] { 0, 61.5f }));
            Assert.That((store.Rows[0].Frames.EndDiastole, store.Rows[0].Frames.EndSystole), Is.EqualTo((0, 4)));
        }

        run = CommandRun.Of("inspect", folder["store"], "--picture", folder["store.png"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("2 of 3 × 48 × 48").And.Contain("EF"));
        Assert.That(Chunks(folder["store.png"], "fcTL"), Is.Zero);
    }

    [Test]
    public void ATableOfPhasesWinsAndIsChecked()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["cmr"]);
        WriteBeatingHeart(folder["cmr/a.nii"]);
        File.WriteAllText(folder["phases.csv"], "record,ed_phase,es_phase\na.nii,1,5\n");
        var run = CommandRun.Of(
            "prepare", "--cmr", folder["cmr"], "--out", folder["store"], "--image-size", "48", "--phases", folder["phases.csv"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        using (var store = ImageStore.Open(folder["store"])) Assert.That(store.Rows[0].Frames, Is.EqualTo(new CmrFrames(0, 1, 3, 5)));

        File.WriteAllText(folder["phases.csv"], "record,ed_phase,es_phase\na,1,8\n");
        run = CommandRun.Of(
            "prepare", "--cmr", folder["cmr"], "--out", folder["other"], "--image-size", "48", "--phases", folder["phases.csv"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("es_phase of the table is 8").And.Contain("phases 0 to 7"));
    }

    [Test]
    public void ADamagedStudyIsListedOrEndsItAll()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["cmr"]);
        WriteBeatingHeart(folder["cmr/good.nii"]);
        File.WriteAllBytes(folder["cmr/bad.nii"], File.ReadAllBytes(folder["cmr/good.nii"])[..5000]);
        var run = CommandRun.Of("prepare", "--cmr", folder["cmr"], "--out", folder["store"], "--image-size", "48");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("1 rows").And.Contain("bad.nii"));
        run = CommandRun.Of("prepare", "--cmr", folder["cmr"], "--out", folder["strict"], "--image-size", "48", "--strict");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("bad.nii"));
    }

    [Test]
    public void ACineIsDrawnMoving()
    {
        using var folder = new TemporaryFolder();
        WriteBeatingHeart(folder["heart.nii.gz"]);
        var run = CommandRun.Of("inspect", folder["heart.nii.gz"], "--picture", folder["heart.png"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("1 slice × 8 phases").And.Contain("end-systole").And.Contain("phase 4"));
        Assert.That(Chunks(folder["heart.png"], "fcTL"), Is.EqualTo(Phases));
    }

    [Test]
    public void AFolderOfStudiesIsOnePicture()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["cmr"]);
        WriteBeatingHeart(folder["cmr/a.nii"]);
        WriteBeatingHeart(folder["cmr/b.nii"]);
        var run = CommandRun.Of("inspect", folder["cmr"], "--picture", folder["both.png"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(Chunks(folder["both.png"], "IDAT"), Is.EqualTo(1));
    }

    /// <summary>One damaged study does not hide the others.</summary>
    [Test]
    public void AFolderIsInspectedBeyondADamagedStudy()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["cmr"]);
        foreach (var name in (string[])["a", "b", "d"]) WriteBeatingHeart(folder[$"cmr/{name}.nii"]);
        File.WriteAllBytes(folder["cmr/c.nii"], File.ReadAllBytes(folder["cmr/a.nii"])[..5000]);
        var run = CommandRun.Of("inspect", folder["cmr"], "--picture", folder["all.png"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output.Split("end-systole"), Has.Length.EqualTo(4));
        Assert.That(run.Error, Does.Contain("c.nii").And.Contain("1 of 4 studies cannot be read"));
        Assert.That(File.Exists(folder["all.png"]), Is.True);
    }

    /// <summary>An empty store is not written: its new folder is removed; a folder that existed before stays.</summary>
    [Test]
    public void PreparingOnlyDamagedStudiesLeavesNothingBehind()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["cmr"]);
        WriteBeatingHeart(folder["cmr/bad.nii"]);
        File.WriteAllBytes(folder["cmr/bad.nii"], File.ReadAllBytes(folder["cmr/bad.nii"])[..5000]);
        var run = CommandRun.Of("prepare", "--cmr", folder["cmr"], "--out", folder["new/deep/store"], "--image-size", "48");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(Path.Exists(folder["new"]), Is.False);
        Directory.CreateDirectory(folder["there"]);
        Assert.That(
            CommandRun.Of("prepare", "--cmr", folder["cmr"], "--out", folder["there"], "--image-size", "48").ExitCode, Is.EqualTo(1));
        Assert.That(Directory.GetFileSystemEntries(folder["there"]), Is.Empty);
    }

    [Test]
    public void AFolderWithNothingInItIsNamed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        var run = CommandRun.Of("inspect", folder["empty"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("neither a prepared store nor"));
    }

    [TestCase("--cmr", "empty", "empty: no DICOM or NIfTI")]
    [TestCase("--ecg", "empty", "empty: no ECG found")]
    [TestCase("--cmr", "nowhere", "nowhere: there is no such file or folder")]
    [TestCase("--ecg", "nowhere", "nowhere: there is no such file or folder")]
    public void PreparingNothingNamesTheFolderThatWasSearched(string option, string from, string reason)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        File.WriteAllText(folder["empty/notes.txt"], "nothing to see");
        var run = CommandRun.Of("prepare", option, folder[from], "--out", folder["store"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain(reason));
        Assert.That(Directory.Exists(folder["store"]), Is.False);
    }

    [Test]
    public void AFileOfNoKnownKindIsNoDamagedOneOfAnother()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["notes.txt"], "nothing to see");
        File.WriteAllBytes(folder["cut.dcm"], new byte[100]);
        foreach (var (name, reason) in new[] { ("notes.txt", "not a supported file"), ("cut.dcm", "not a DICOM file") })
        {
            var run = CommandRun.Of("inspect", folder[name]);
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Does.Contain(name).And.Contain(reason).And.Not.Contain("PyTorch"));
        }
    }

    [Test]
    public void AStudyOfOnePhaseIsSaidToBeStill()
    {
        using var folder = new TemporaryFolder();
        NiftiFile.Write(folder["still.nii"], new NiftiImage
        {
            Shape = [8, 8, 1, 1],
            Planes = [[.. Enumerable.Range(0, 64).Select(i => (float)i)]],
            SpacingMm = [1.5, 1.5, 8],
        });
        var run = CommandRun.Of("inspect", folder["still.nii"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Output, Does.Contain("1 slice × 1 phase,").And.Contain("needs --missing-phases repeat").And.Not.Contain("end-systole"));
    }

    /// <summary>A bright disc in a gray ring: largest in the first phase, smallest in the fifth.</summary>
    private static void WriteBeatingHeart(string path)
    {
        const int Side = 64;
        var planes = new float[Phases][];
        for (var phase = 0; phase < Phases; phase++)
        {
            var radius = 11 + 4 * Math.Cos(Math.Tau * phase / Phases);
            planes[phase] = [.. Enumerable.Range(0, Side * Side).Select(i => double.Hypot(i % Side - 31.5, i / Side - 31.5))
                .Select(r => r < radius ? 900f : r < 20 ? 300f : 50f)];
        }
        NiftiFile.Write(
            path, new NiftiImage { Shape = [Side, Side, 1, Phases], Planes = planes, SpacingMm = [1.5, 1.5, 8], TimeStepMs = 100 });
    }

    /// <summary>How often a chunk of some type is in a PNG file.</summary>
    private static int Chunks(string path, string type)
    {
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path));
        return text.Split(type).Length - 1;
    }
}
