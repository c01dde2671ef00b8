using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Studies.Formats;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Data.Formats.Dicom;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Studies.Formats;

internal sealed class DicomStudiesTests
{
    private static readonly int[][] TwoByThree = [[0, 1, 2], [100, 101, 102]];

    [Test]
    public void Slices_are_ordered_along_the_normal_and_phases_by_trigger_time()
    {
        var files = new CineFiles();
        var study = files.Stack(2, 3, (slice, phase) => files.Frame(slice, phase, trigger: 40 * phase + 10, instance: 100 - phase)).Read();
        Assert.Multiple(() =>
        {
            Assert.That(CineFiles.Numbers(study), Is.EqualTo(TwoByThree));
            Assert.That((study.Subject, study.Rows, study.Columns), Is.EqualTo(("p1", 2, 2)));
            Assert.That((study.RowSpacingMm, study.ColumnSpacingMm), Is.EqualTo((1.5, 1.25)));
            Assert.That(study.SlicePositionsMm, Is.EqualTo(new[] { 0, 8 }).Within(1e-4));
            Assert.That(study.SliceSpacingMm, Is.EqualTo(8).Within(1e-4));
            Assert.That(study.TriggerTimesMs, Is.EqualTo(new[] { 10, 50, 90 }).Within(1e-9));
            Assert.That(study.Notes, Is.Empty);
        });
    }

    [Test]
    public void Without_times_the_order_of_acquisition_counts()
    {
        var files = new CineFiles();
        var study = files.Stack(2, 3, (slice, phase) => files.Frame(slice, phase, instance: 10 * slice + phase)).Read();
        Assert.That(CineFiles.Numbers(study), Is.EqualTo(TwoByThree));
        Assert.That(study.TriggerTimesMs, Is.Null);
    }

    /// <summary>Some scanners write a trigger time of zero into every file.</summary>
    [Test]
    public void Times_that_tell_nothing_apart_are_not_used()
    {
        var files = new CineFiles();
        var study = files.Stack(2, 3, (slice, phase) => files.Frame(slice, phase, trigger: 0, instance: 10 * slice + phase)).Read();
        Assert.That(CineFiles.Numbers(study), Is.EqualTo(TwoByThree));
    }

    [Test]
    public void A_sparse_slice_is_placed_by_its_share_of_the_beat()
    {
        var files = new CineFiles();
        for (var phase = 0; phase < 10; phase++) files.Frame(0, phase, trigger: 100 * phase, beat: 1000);
        // A shorter beat: 70 ms a phase.
        files.Frame(1, 3, trigger: 210, beat: 700).Frame(1, 9, trigger: 630, beat: 700);
        var study = files.Read();
        Assert.That(CineFiles.Numbers(study)[1], Is.EqualTo(new[] { -1, -1, -1, 103, -1, -1, -1, -1, -1, 109 }));
        Assert.That(study.PhasesOf(1), Is.EqualTo(new[] { 3, 9 }));
        Assert.That(study.Notes.Single(), Does.Contain("1 of 2 slices"));
    }

    [Test]
    public void The_short_axis_is_chosen_and_what_is_left_out_is_named()
    {
        var files = new CineFiles();
        files.Stack(3, 2, (slice, phase) => files.Frame(slice, phase, trigger: phase));
        files.Stack(5, 2, (slice, phase) => files.Frame(slice, phase, trigger: phase, orientation: CineFiles.Transverse, series: "1.2",
            description: "stack"));
        files.Stack(9, 1, (slice, phase) => files.Frame(slice, phase, series: "1.3", description: "scout"));
        files.Stack(1, 2, (slice, phase) => files.Frame(slice, phase, trigger: phase, orientation: [0, 0.6, 0.8, 1, 0, 0], series: "1.4",
            description: "4CH cine"));
        var study = files.Read();
        Assert.That((study.Slices, study.Phases), Is.EqualTo((3, 2)));
        Assert.That(study.Notes, Has.Count.EqualTo(4));
        Assert.That(study.Notes,
            Has.Some.Contain("1.1").And.Some.Contain("'stack'").And.Some.Contain("'scout'").And.Some.Contain("'4CH cine'"));
    }

    [Test]
    public void A_description_decides_between_stacks_that_look_alike()
    {
        var files = new CineFiles();
        files.Stack(2, 2, (slice, phase) => files.Frame(slice, phase, trigger: phase, series: "1.1", description: "cine SAX"));
        files.Stack(4, 2, (slice, phase) => files.Frame(slice, phase, trigger: phase, orientation: [0, 0.6, 0.8, 1, 0, 0], series: "1.2",
            description: "RVOT"));
        Assert.That(files.Read().Slices, Is.EqualTo(2));
    }

    [Test]
    public void Slices_that_are_a_series_each_become_one_stack()
    {
        var files = new CineFiles();
        var study = files.Stack(3, 2, (slice, phase) => files.Frame(slice, phase, trigger: phase, series: $"1.{slice}")).Read();
        Assert.That(CineFiles.Numbers(study), Is.EqualTo(new int[][] { [0, 1], [100, 101], [200, 201] }));
        Assert.That(study.Notes, Is.Empty);
    }

    [Test]
    public void A_series_acquired_again_is_left_out()
    {
        var files = new CineFiles();
        files.Stack(2, 3, (slice, phase) => files.Frame(slice, phase, trigger: phase, series: "1.1"));
        files.Stack(2, 2, (slice, phase) => files.Frame(slice, phase + 50, trigger: phase, series: "1.2"));
        var study = files.Read();
        Assert.That(CineFiles.Numbers(study), Is.EqualTo(TwoByThree));
        Assert.That(study.Notes, Has.Some.Contain("the same slices again"));
    }

    [Test]
    public void Frames_with_one_identifier_are_all_read()
    {
        var files = new CineFiles();
        for (var phase = 0; phase < 4; phase++) files.Frame(0, phase, trigger: 30 * phase, instance: phase + 1, uid: "9.1");
        Assert.That(files.Read().Phases, Is.EqualTo(4));
    }

    [Test]
    public void A_file_that_is_there_twice_counts_once()
    {
        var files = new CineFiles();
        foreach (var copy in new[] { 0, 1 })
            files.Stack(2, 3, (slice, phase) => files.Frame(slice, phase, trigger: phase, uid: $"5.{slice}.{phase}"));
        Assert.That(CineFiles.Numbers(files.Read()), Is.EqualTo(TwoByThree));
    }

    [Test]
    public void Frames_of_other_sizes_do_not_mix()
    {
        var files = new CineFiles();
        files.Stack(2, 3, (slice, phase) => files.Frame(slice, phase, trigger: phase));
        files.Frame(2, 0, trigger: 0, rows: 3);
        Assert.That(CineFiles.Numbers(files.Read()), Is.EqualTo(TwoByThree));
    }

    [Test]
    public void Patients_and_studies_are_told_apart()
    {
        var files = new CineFiles().Frame(0, 1, patient: "b").Frame(0, 2, patient: "a").Frame(0, 3, patient: "a", study: "2");
        var found = files.Open();
        Assert.That(found.Studies.Select(study => study.Name), Is.EqualTo(new[] { "a", "a#2", "b" }));
        Assert.That(found.Studies.Select(study => study.Subject), Is.EqualTo(new[] { "a", "a", "b" }));
    }

    [Test]
    public void Files_without_orientation_lie_by_their_slice_location()
    {
        var files = new MemoryFileSystem();
        for (var i = 0; i < 4; i++)
        {
            files[$"dir/{i}"] = new DicomBytes().Text(0x0008_0060, "CS", "MR").Decimals(0x0018_1060, i / 2)
                .Decimals(0x0020_1041, i % 2 == 0 ? 20 : 10)
                .Image(1, 1).Pixels((ushort)i).File(DicomBytes.ExplicitLittle);
        }
        var study = CmrStudies.Open("dir", files).Studies.Single().Read();
        Assert.That(CineFiles.Numbers(study), Is.EqualTo(new int[][] { [1, 3], [0, 2] }));
        Assert.That((study.Subject, study.SliceSpacingMm), Is.EqualTo(("dir", 10.0)));
    }

    [Test]
    public void A_damaged_file_is_named_and_the_rest_is_read()
    {
        var files = new CineFiles();
        files.Stack(2, 3, (slice, phase) => files.Frame(slice, phase, trigger: phase));
        files.Files["dir/broken.dcm"] = files.Files["dir/0000.dcm"][..^6];
        files.Files["dir/notes.txt"] = "not an image"u8.ToArray();
        var found = files.Open();
        Assert.That(found.Failures.Single().Path, Is.EqualTo("dir/broken.dcm"));
        Assert.That(found.Failures.Single().Reason, Does.Contain("PixelData").And.Not.Contain("broken"));
        Assert.That(CineFiles.Numbers(found.Studies.Single().Read()), Is.EqualTo(TwoByThree));
    }

    [Test]
    public void A_compressed_study_is_found_and_refused_by_its_syntax()
    {
        var source = new CineFiles().Frame(0, 0, syntax: "1.2.840.10008.1.2.4.90").Open().Studies.Single();
        Assert.That(source.Read, Throws.TypeOf<DataFormatException>().With.Message.Contains("JPEG 2000 (Lossless Only)"));
    }

    [Test]
    public void Contours_tell_phases_and_the_middle_slice()
    {
        var files = new CineFiles();
        files.Stack(4, 5, (slice, phase) => files.Frame(slice, phase, trigger: phase, instance: 5 * slice + phase + 1));
        for (var slice = 1; slice < 4; slice++)
        {
            Draw(5 * slice + 5, "icontour", size: 9);
            Draw(5 * slice + 5, "ocontour", size: 12);
            Draw(5 * slice + 3, "icontour", size: 4);
        }
        var study = files.Read();
        Assert.That((study.EndDiastole, study.EndSystole, study.MidSlice), Is.EqualTo((4, 2, 2)));
        Assert.That(study.Contours, Has.Count.EqualTo(9));
        var cavity = study.Contours.First(contour => contour is { Slice: 1, Phase: 4, Kind: ContourKind.Endocardium });
        Assert.That(cavity.AreaPixels, Is.EqualTo(81));

        void Draw(int instance, string kind, int size) => files.Files.Add(
            $"dir/drawn/IM-0001-{instance:0000}-{kind}-manual.txt", $"1.0 1.0\n{1 + size} 1\r\n{1 + size} {1 + size}\n1 {1 + size}\n\n");
    }

    [TestCase("1 2\nx 3\n4 5\n", "line 2")]
    [TestCase("1 2\n3 4\n", "2 points")]
    [TestCase("1 2 3\n", "line 1")]
    public void A_damaged_contour_is_named(string text, string reason)
    {
        var files = new CineFiles().Frame(0, 0, instance: 7);
        files.Files.Add("dir/IM-0001-0007-icontour-manual.txt", text);
        Assert.That(files.Read, Throws.TypeOf<DataFormatException>().With.Message.Contains("IM-0001-0007").And.Message.Contains(reason));
    }

    [Test]
    public void A_manifest_wins_over_contours()
    {
        var files = new CineFiles();
        files.Stack(3, 5, (slice, phase) => files.Frame(slice, phase, trigger: phase, instance: 5 * slice + phase + 1));
        files.Files.Add("dir/index.json",
            """[{"subject": "other"}, {"subject": "p1", "ed_phase": 4, "es_phase": 1, "ed_file_mid": 10, "more": [1]}]""");
        var study = files.Read();
        Assert.That((study.EndDiastole, study.EndSystole, study.MidSlice), Is.EqualTo((4, 1, 1)));
    }

    [TestCase("ed_phase", 5)]
    [TestCase("es_phase", -1)]
    public void A_manifest_with_a_phase_that_is_not_there_is_refused(string name, int phase)
    {
        var files = new CineFiles();
        files.Stack(3, 5, (slice, at) => files.Frame(slice, at, trigger: at, instance: 5 * slice + at + 1));
        files.Files.Add("dir/index.json", $$"""[{"subject": "p1", "{{name}}": {{phase}}}]""");
        Assert.That(files.Read, Throws.TypeOf<DataFormatException>().With.Message.Contains($"{name} of 'p1' is {phase}")
            .And.Message.Contains("index.json").And.Message.Contains("0 to 4"));
    }

    [TestCase("{}")]
    [TestCase("[1, 2]")]
    [TestCase("[null]")]
    [TestCase("[")]
    public void Another_file_of_the_manifest_s_name_is_none(string text)
    {
        var files = new CineFiles().Frame(0, 0);
        files.Files.Add("dir/index.json", text);
        Assert.That(files.Read().EndDiastole, Is.Null);
    }
}
