using System.Numerics;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Data.Studies.Formats;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Tests.Data.Formats.Nifti;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Studies.Formats;

internal sealed class NiftiStudiesTests
{
    [Test]
    public void A_cine_without_orientation_is_taken_as_it_is()
    {
        var files = Holding(("dir/anna.nii.gz", Image([2, 3, 2, 4], timeStepMs: 30)));
        var source = CmrStudies.Open("dir", files).Studies.Single();
        var study = source.Read();
        Assert.Multiple(() =>
        {
            Assert.That((source.Name, study.Subject, source.Format), Is.EqualTo(("anna", "anna", "NIfTI")));
            Assert.That((study.Rows, study.Columns, study.Slices, study.Phases), Is.EqualTo((3, 2, 2, 4)));
            Assert.That((study.RowSpacingMm, study.ColumnSpacingMm, study.SliceSpacingMm), Is.EqualTo((1.5, 1.25, 8.0)));
            Assert.That(study.TriggerTimesMs, Is.EqualTo(new[] { 0, 30, 60, 90 }));
            // Planes are stored with the slice fastest: slice 1 of phase 2 is the sixth.
            Assert.That(study.Frame(1, 2).ToArray(), Is.EqualTo(new float[] { 500, 501, 502, 503, 504, 505 }));
            Assert.That(study.EndDiastole, Is.Null);
        });
    }

    [Test]
    public void Stacks_at_end_diastole_and_end_systole_are_a_pair()
    {
        var files = Holding(
            ("dir/p1/sa_ED.nii.gz", Image([2, 2, 2])), ("dir/p1/sa_ES.nii.gz", Image([2, 2, 2], first: 10)),
                ("dir/p1/seg_sa_ED.nii.gz", Image([2, 2, 3])),
            ("dir/p1/la_4ch_ED.nii.gz", Image([2, 2])), ("dir/p2_ES.nii", Image([2, 2, 2])));
        var found = CmrStudies.Open("dir", files).Studies;
        Assert.That(found.Select(study => study.Subject), Is.EqualTo(new[] { "p1", "p2" }));
        var (pair, single) = (found[0].Read(), found[1].Read());
        Assert.Multiple(() =>
        {
            Assert.That((pair.Slices, pair.Phases, pair.EndDiastole, pair.EndSystole), Is.EqualTo((2, 2, 0, 1)));
            Assert.That((pair.Frame(1, 0)[0], pair.Frame(1, 1)[0]), Is.EqualTo((100f, 1100f)));
            Assert.That((single.Phases, single.EndDiastole, single.EndSystole), Is.EqualTo((1, (int?)null, 0)));
        });
    }

    [Test]
    public void A_manifest_tells_the_phases_of_a_cine()
    {
        var files = Holding(("dir/anna.nii.gz", Image([2, 3, 2, 4])));
        files.Add("dir/index.json", """[{"subject": "anna", "ed_phase": 3, "es_phase": 1}]""");
        var study = CmrStudies.Open("dir", files).Studies.Single().Read();
        Assert.That((study.EndDiastole, study.EndSystole), Is.EqualTo((3, 1)));
    }

    [TestCase("dir/anna.hdr")]
    [TestCase("dir/anna.img")]
    [TestCase("dir")]
    public void Either_file_of_a_header_and_its_image_may_be_named(string path)
    {
        var bytes = new NiftiBytes(1, false, pair: true, 4, 2, 1, 1, 3);
        var files = new MemoryFileSystem { ["dir/anna.hdr"] = bytes.Header, ["dir/anna.img"] = bytes.Words(1, 2, 3, 4, 5, 6) };
        var source = CmrStudies.Open(path, files).Studies.Single();
        Assert.That((source.Subject, source.Read().Phases), Is.EqualTo(("anna", 3)));
    }

    [Test]
    public void A_pair_of_two_sizes_is_refused()
    {
        var files = Holding(("dir/a_ED.nii", Image([2, 2, 2])), ("dir/a_ES.nii", Image([2, 2, 3])));
        Assert.That(CmrStudies.Open("dir", files).Studies.Single().Read,
            Throws.TypeOf<DataFormatException>().With.Message.Contains("a_ES.nii"));
    }

    [Test]
    public void Phases_beside_their_cine_are_not_studies_of_their_own()
    {
        var files = Holding(("dir/p/sa.nii", Image([2, 2, 2, 3])), ("dir/p/sa_ED.nii", Image([2, 2, 2])),
            ("dir/p/sa_ES.nii", Image([2, 2, 2])));
        Assert.That(CmrStudies.Open("dir", files).Studies.Single().Read().Phases, Is.EqualTo(3));
    }

    [Test]
    public void An_image_of_five_axes_is_no_cine()
    {
        var files = Holding(("dir/a.nii", Image([2, 2, 1, 1, 2])));
        Assert.That(CmrStudies.Open("dir/a.nii", files).Studies.Single().Read,
            Throws.TypeOf<DataFormatException>().With.Message.Contains("four axes"));
    }

    // The plane is 2 × 2: 0 1 in the row with the lower second index, 2 3 in the other. Patient's axes: right, front, head.
    // As shown: right of the picture = left and back of the patient, down = feet.
    [TestCase("-1 -1 0", "0 0 -1", "1 -1 0", false, new float[] { 0, 1, 2, 3 })]
    [TestCase("-1 -1 0", "0 0 -1", "-1 1 0", true, new float[] { 0, 1, 2, 3 })]
    [TestCase("1 1 0", "0 0 -1", "1 -1 0", false, new float[] { 1, 0, 3, 2 })]
    [TestCase("-1 -1 0", "0 0 1", "1 -1 0", false, new float[] { 2, 3, 0, 1 })]
    [TestCase("0 0 -1", "-1 -1 0", "1 -1 0", false, new float[] { 0, 2, 1, 3 })]
    [TestCase("0 0 1", "1 1 0", "1 -1 0", false, new float[] { 3, 1, 2, 0 })]
    public void Planes_are_shown_as_short_axes_are(string i, string j, string k, bool reversed, float[] expected)
    {
        var files = Holding(("dir/a.nii", Image([2, 2, 2], orientation: new VoxelOrientation(Axis(i), Axis(j), Axis(k), Vector3.Zero))));
        var study = CmrStudies.Open("dir", files).Studies.Single().Read();
        var shown = study.Frame(0, 0).ToArray();
        // Right × down: the normal points from the apex to the base, along which slices ascend.
        var ascends = Vector3.Dot(Vector3.Cross(new(-1, -1, 0), new(0, 0, -1)), Axis(k)) > 0;
        Assert.That(shown, Is.EqualTo(expected.Select(value => ascends ? value : value + 100)));
        Assert.That(ascends, Is.Not.EqualTo(reversed));

        static Vector3 Axis(string text) => text.Split(' ').Select(float.Parse).ToArray() is [var x, var y, var z] ? new(x, y, z) : default;
    }

    [Test]
    public void Axes_along_the_body_are_shown_upwards()
    {
        var files = Holding(("dir/a.nii",
            Image([2, 2], orientation: new VoxelOrientation(Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ, Vector3.Zero))));
        Assert.That(CmrStudies.Open("dir", files).Studies.Single().Read().Frame(0, 0).ToArray(), Is.EqualTo(new float[] { 2, 3, 0, 1 }));
    }

    [Test]
    public void Spacings_turn_with_the_plane()
    {
        var at = new VoxelOrientation(new(0, 0, -1.25f), new(-1, -1, 0), new(1, -1, 0), Vector3.Zero);
        var study = CmrStudies.Open("dir", Holding(("dir/a.nii", Image([2, 3, 2], orientation: at)))).Studies.Single().Read();
        Assert.That((study.Rows, study.Columns, study.RowSpacingMm, study.ColumnSpacingMm), Is.EqualTo((2, 3, 1.25, 1.5)));
    }

    /// <summary>Plane n holds 100·(n + first), then one more from voxel to voxel.</summary>
    private static NiftiImage Image(int[] shape, int first = 0, double? timeStepMs = null, VoxelOrientation? orientation = null) => new()
    {
        Shape = shape,
        Planes = [.. Enumerable.Range(first, shape.Skip(2).Aggregate(1, (a, b) => a * b))
            .Select(plane => Enumerable.Range(0, shape[0] * shape[1]).Select(i => 100f * plane + i).ToArray())],
        SpacingMm = [1.25, 1.5, 8],
        TimeStepMs = timeStepMs,
        Orientation = orientation,
    };

    private static MemoryFileSystem Holding(params (string Path, NiftiImage Image)[] images)
    {
        var files = new MemoryFileSystem();
        foreach (var (path, image) in images) NiftiFile.Write(path, image, files: files);
        return files;
    }
}
