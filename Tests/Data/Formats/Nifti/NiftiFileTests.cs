using System.Numerics;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Nifti;

internal sealed class NiftiFileTests
{
    [TestCase(1, false)]
    [TestCase(1, true)]
    [TestCase(2, false)]
    [TestCase(2, true)]
    public void Both_versions_and_both_endians(int version, bool bigEndian)
    {
        var bytes = new NiftiBytes(version, bigEndian, false, 4, 2, 1, 1, 2).Scaling(0.5, 10).Units(2 | 8)
            .Spacing(0, 1.5).Spacing(1, -2).Spacing(2, 8).Spacing(3, 0.03125).Affine(0, -2, 0, 5, 1.5, 0, 0, 6, 0, 0, 8, 7);
        var image = Read(bytes.With(bytes.Words(1, -2, 300, 4)));
        Assert.Multiple(() =>
        {
            Assert.That(image.Shape, Is.EqualTo(new[] { 2, 1, 1, 2 }));
            Assert.That(image.Planes, Is.EqualTo(new[] { new float[] { 10.5f, 9 }, [160, 12] }));
            Assert.That(image.SpacingMm, Is.EqualTo(new[] { 1.5, 2, 8 }));
            Assert.That(image.TimeStepMs, Is.EqualTo(31.25));
            Assert.That(image.Orientation, Is.EqualTo(new VoxelOrientation(new(0, 1.5f, 0), new(-2, 0, 0), new(0, 0, 8), new(5, 6, 7))));
        });
    }

    // Codes of nifti1.h; the bytes of one voxel, and its value.
    [TestCase(2, new byte[] { 200 }, 200)]
    [TestCase(256, new byte[] { 200 }, -56)]
    [TestCase(4, new byte[] { 0xFE, 0xFF }, -2)]
    [TestCase(512, new byte[] { 0xFE, 0xFF }, 65534)]
    [TestCase(8, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, -2)]
    [TestCase(768, new byte[] { 0, 0, 0, 0x80 }, 2147483648)]
    [TestCase(16, new byte[] { 0, 0, 0xC0, 0xBF }, -1.5)]
    [TestCase(64, new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0x3F }, 1.5)]
    [TestCase(1024, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, -2)]
    [TestCase(1280, new byte[] { 0, 1, 0, 0, 0, 0, 0, 0 }, 256)]
    public void Every_datatype_of_real_numbers(int datatype, byte[] voxel, double expected)
    {
        Assert.That(Read(new NiftiBytes(1, false, false, datatype, 1, 1).With(voxel)).Planes[0], Is.EqualTo(new[] { (float)expected }));
        Assert.That(Read(new NiftiBytes(1, true, false, datatype, 1, 1).With([.. voxel.Reverse()])).Planes[0],
            Is.EqualTo(new[] { (float)expected }));
    }

    [TestCase(1, "single bits")]
    [TestCase(32, "complex")]
    [TestCase(128, "colours")]
    [TestCase(1536, "128-bit")]
    [TestCase(77, "not defined by the NIfTI standard")]
    public void Other_datatypes_are_named(int datatype, string reason) =>
        Assert.That(() => Read(new NiftiBytes(1, false, false, datatype, 1, 1).With(new byte[64])),
            Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));

    [TestCase(1, double.PositiveInfinity, 0, "byte 112: invalid scaling")]
    [TestCase(1, 1, double.NegativeInfinity, "byte 112: invalid scaling")]
    [TestCase(1, 2, double.NaN, "byte 112: invalid scaling")]
    [TestCase(2, 2, double.NaN, "byte 176: invalid scaling")]
    [TestCase(1, double.NaN, 5, null, Description = "as a slope of zero")]
    [TestCase(1, 0, double.NaN, null)]
    public void A_scaling_that_is_not_finite_is_refused(int version, double slope, double intercept, string? reason)
    {
        var bytes = new NiftiBytes(version, false, false, 2, 2, 2).Scaling(slope, intercept).With([1, 2, 3, 4]);
        var files = new MemoryFileSystem { ["a.nii"] = bytes };
        if (reason is null) Assert.That(NiftiFile.Read("a.nii", files).Planes[0], Is.EqualTo(new[] { 1f, 2, 3, 4 }));
        else Assert.That(() => NiftiFile.Read("a.nii", files), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));
    }

    [Test]
    public void A_slope_of_zero_leaves_values_as_they_are()
    {
        var bytes = new NiftiBytes(1, false, false, 4, 1, 1).Scaling(0, 7);
        Assert.That(Read(bytes.With(bytes.Words(3))).Planes[0], Is.EqualTo(new float[] { 3 }));
    }

    [Test]
    public void Voxels_begin_where_the_header_says_behind_extensions()
    {
        var bytes = new NiftiBytes(1, false, false, 4, 1, 1).DataOffset(400);
        Assert.That(Read([.. bytes.With(new byte[48]), .. bytes.Words(3)]).Planes[0], Is.EqualTo(new float[] { 3 }));
    }

    [TestCase("a.nii", "", "a.nii")]
    [TestCase("a.nii.gz", "", "a.nii.gz")]
    [TestCase("a.hdr", "a.img", "a.hdr")]
    [TestCase("a.hdr", "a.img", "a.img")]
    [TestCase("a.hdr.gz", "a.img.gz", "a.hdr.gz")]
    [TestCase("a.hdr", "a.img.gz", "a.img.gz")]
    [TestCase("wrongly-named.bin", "", "wrongly-named.bin")]
    public void Files_and_pairs(string first, string second, string asked)
    {
        var pair = second.Length > 0;
        var bytes = new NiftiBytes(1, false, pair, 4, 2, 1);
        var files = new MemoryFileSystem { [first] = Stored(first, pair ? bytes.Header : bytes.With(bytes.Words(5, 6))) };
        if (pair) files[second] = Stored(second, bytes.Words(5, 6));
        Assert.That(NiftiFile.Read(asked, files).Planes[0], Is.EqualTo(new float[] { 5, 6 }));

        static byte[] Stored(string name, byte[] bytes) =>
            name.EndsWith(".gz", StringComparison.Ordinal) ? NiftiBytes.Compress(bytes) : bytes;
    }

    [Test]
    public void A_quaternion_is_a_rotation_with_spacings_and_handedness()
    {
        // A quarter turn about z: (a, b, c, d) = (√½, 0, 0, √½); x goes to y, y to -x.
        var image = Read(new NiftiBytes(1, false, false, 4, 1, 1).Spacing(-1, -1).Spacing(0, 2).Spacing(1, 3).Spacing(2, 4)
            .Quaternion(0, 0, Math.Sqrt(0.5), 10, 20, 30).With(new byte[2]));
        var at = image.Orientation!;
        Assert.That(Vector3.Distance(at.X, new(0, 2, 0)) + Vector3.Distance(at.Y, new(-3, 0, 0)) + Vector3.Distance(at.Z, new(0, 0, -4)),
            Is.LessThan(1e-5));
        Assert.That(at.Origin, Is.EqualTo(new Vector3(10, 20, 30)));
    }

    [Test]
    public void The_sform_is_taken_before_the_qform()
    {
        var image = Read(new NiftiBytes(1, false, false, 4, 1, 1).Quaternion(0, 0, 0, 1, 2, 3).Affine(1, 0, 0, 4, 0, 1, 0, 5, 0, 0, 1, 6)
            .With(new byte[2]));
        Assert.That(image.Orientation!.Origin, Is.EqualTo(new Vector3(4, 5, 6)));
    }

    [Test]
    public void Axes_that_span_no_volume_are_no_orientation() =>
        Assert.That(Read(new NiftiBytes(1, false, false, 4, 1, 1).Affine(1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0).With(new byte[2]))
            .Orientation, Is.Null);

    [TestCase("a.nii")]
    [TestCase("a.nii.gz")]
    public void What_is_written_is_read(string name)
    {
        var files = new MemoryFileSystem();
        NiftiFile.Write(name, Sample, files: files);
        var image = NiftiFile.Read(name, files);
        Assert.Multiple(() =>
        {
            Assert.That(image.Shape, Is.EqualTo(Sample.Shape));
            Assert.That(image.Planes, Is.EqualTo(Sample.Planes));
            Assert.That(image.SpacingMm, Is.EqualTo(new[] { 1.25, 1.5, 8 }));
            Assert.That(image.TimeStepMs, Is.EqualTo(40));
            Assert.That(image.Orientation, Is.EqualTo(Sample.Orientation));
            Assert.That(image.Description, Is.EqualTo("a heart"));
        });
    }

    [TestCase(NiftiStorage.Int16, 32767)]
    [TestCase(NiftiStorage.UInt8, 255)]
    public void Integers_keep_values_to_half_a_step(NiftiStorage storage, int steps)
    {
        var files = new MemoryFileSystem();
        NiftiFile.Write("a.nii", Sample, storage, files);
        var written = Sample.Planes.SelectMany(plane => plane).ToArray();
        var read = NiftiFile.Read("a.nii", files).Planes.SelectMany(plane => plane).ToArray();
        var step = (written.Max() - written.Min()) / steps;
        for (var i = 0; i < written.Length; i++) Assert.That(read[i], Is.EqualTo(written[i]).Within(0.501 * step));
    }

    [Test]
    public void Equal_images_make_equal_files_without_a_time_stamp()
    {
        var files = new MemoryFileSystem();
        NiftiFile.Write("a.nii.gz", Sample, NiftiStorage.Int16, files);
        NiftiFile.Write("b.nii.gz", Sample, NiftiStorage.Int16, files);
        Assert.That(files["a.nii.gz"], Is.EqualTo(files["b.nii.gz"]));
        Assert.That(files["a.nii.gz"][4..8], Is.All.Zero, "the time of RFC 1952");
    }

    [Test]
    public void What_cannot_be_written_is_refused_before_a_file_is_made()
    {
        var files = new MemoryFileSystem();
        var empty = new NiftiImage { Shape = [2, 2], Planes = [new float[3]], SpacingMm = [1, 1, 1] };
        var unknown = new NiftiImage { Shape = [1, 1], Planes = [[float.NaN]], SpacingMm = [1, 1, 1] };
        Assert.Multiple(() =>
        {
            Assert.That(() => NiftiFile.Write("a.nii", empty, files: files), Throws.ArgumentException);
            Assert.That(() => NiftiFile.Write("a.nii", unknown, NiftiStorage.Int16, files),
                Throws.ArgumentException.With.Message.Contains("NaN"));
            Assert.That(() => NiftiFile.Write("a.img", Sample, files: files), Throws.ArgumentException);
            Assert.That(files.FileExists("a.nii"), Is.False);
        });
    }

    [Test]
    public void A_disk_that_fails_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.nii.gz", [1, 2, 3]);
        for (var operation = 1; ; operation++)
        {
            var files = new FailingFileSystem(operation);
            if (operation > 3 && !Fails(files)) break;
            if (operation <= 3) Assert.That(Fails(files), $"operation {operation}");
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(new byte[] { 1, 2, 3 }), $"operation {operation}");
        }
        Assert.That(NiftiFile.Read(path).Shape, Is.EqualTo(Sample.Shape));
        Assert.That(folder.FileNames, Is.EqualTo(new[] { "a.nii.gz" }));

        bool Fails(FailingFileSystem files)
        {
            try { NiftiFile.Write(path, Sample, files: files); }
            catch (IOException) { return true; }
            return false;
        }
    }

    [Test]
    public void Real_stacks()
    {
        var folder = SharedData.Require("data", "cmr", "autofd_ukdhp");
        var stacks = Directory.GetFiles(folder, "sa_ED.nii.gz", SearchOption.AllDirectories);
        Assert.That(stacks, Has.Length.EqualTo(7));
        foreach (var path in stacks)
        {
            var image = NiftiFile.Read(path);
            Assert.That((image.Shape.Count, image.Shape[2], image.Planes.Count), Is.EqualTo((3, 12, 12)), path);
            Assert.That(image.SpacingMm, Is.EqualTo(new[] { 16 / 13.0, 16 / 13.0, 10 }).Within(1e-4), path);
            Assert.That(image.Planes.SelectMany(plane => plane).Min(), Is.GreaterThanOrEqualTo(0), path);
            Assert.That(image.Planes.SelectMany(plane => plane).Max(), Is.GreaterThan(100), path);
        }
    }

    private static NiftiImage Sample => new()
    {
        Shape = [3, 2, 2, 2],
        Planes = [.. Enumerable.Range(0, 4).Select(plane => Enumerable.Range(0, 6).Select(i => 100 * plane + i * i - 7.5f).ToArray())],
        SpacingMm = [1.25, 1.5, 8],
        TimeStepMs = 40,
        Orientation = new VoxelOrientation(new(1.25f, 0, 0), new(0, 0, -1.5f), new(0, 8, 0), new(-3, 4, 5)),
        Description = "a heart",
    };

    private static NiftiImage Read(byte[] bytes) => NiftiFile.Read("a", new MemoryFileSystem { ["a"] = bytes });
}
