using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Tests.Data.Files;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Nifti;

internal sealed class NiftiHostileTests
{
    private static readonly byte[][] Whole =
    [
        new NiftiBytes(1, false, false, 4, 2, 2, 2).With(new byte[16]),
        new NiftiBytes(2, true, false, 4, 2, 2, 2).With(new byte[16]),
    ];

    [TestCase(0)]
    [TestCase(1)]
    public void Every_length_the_file_can_be_cut_to_is_refused(int version)
    {
        for (var length = 0; length < Whole[version].Length; length++)
        {
            Refuse(Whole[version][..length]);
            Refuse(NiftiBytes.Compress(Whole[version][..length]));
        }
        var compressed = NiftiBytes.Compress(Whole[version]);
        for (var length = 0; length < compressed.Length; length++) Refuse(compressed[..length]);
    }

    [TestCase(0)]
    [TestCase(1)]
    public void Changed_bytes_are_read_or_refused(int version) => Prop.ForAll(ArbMap.Default.ArbFor<(ushort At, byte Value)[]>(), changes =>
    {
        var damaged = Whole[version].ToArray();
        foreach (var (at, value) in changes) damaged[at % damaged.Length] = value;
        Hostile.ReadOrRefused(() => Read(damaged));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true));

    /// <summary>Some bits of the gzip header and before the checksum have no meaning; no other change goes by unnoticed.</summary>
    [Test]
    public void A_changed_byte_of_compressed_data_is_found_by_its_checksum()
    {
        var bytes = new NiftiBytes(1, false, false, 2, 64, 8);
        var compressed = NiftiBytes.Compress(bytes.With(Incompressible(512)));
        var expected = Read(compressed).Planes[0];
        var refused = 0;
        for (var bit = 0; bit < 8 * compressed.Length; bit++)
        {
            var damaged = compressed.ToArray();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            try { Assert.That(Read(damaged).Planes[0], Is.EqualTo(expected), $"bit {bit}"); }
            catch (DataFormatException) { refused++; }
        }
        Assert.That(refused, Is.GreaterThan(8 * (compressed.Length - 10 - 1)));
    }

    /// <summary>2³¹ bytes are one more than an int holds.</summary>
    [Test]
    public void A_plane_of_two_gigabytes_is_refused_where_the_file_is_short() =>
        Assert.That(
            () => Read(NiftiBytes.Compress(new NiftiBytes(1, false, false, 64, 16384, 16384).With(new byte[3 << 20]))),
            Throws.TypeOf<DataFormatException>());

    [TestCase(1, 32767, 32767, 32767, 32767)]
    [TestCase(2, 1 << 30, 1 << 30, 1 << 30, 1 << 30)]
    [TestCase(1, 0, 1, 1, 1)]
    [TestCase(1, -5, 1, 1, 1)]
    public void Sizes_that_cannot_be(int version, int x, int y, int z, int t)
    {
        var bytes = new NiftiBytes(version, false, false, 4, x, y, z, t).With(new byte[64]);
        Assert.That(Refuse(bytes), Does.Contain("voxels along axis"));
        Refuse(NiftiBytes.Compress(bytes));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Sizes_that_the_file_does_not_have(int version)
    {
        var bytes = new NiftiBytes(version, false, false, 4, 8000, 8000, 4).With(new byte[64]);
        Assert.That(Refuse(bytes), Does.Contain("the file has"));
        Assert.That(Refuse(NiftiBytes.Compress(bytes)), Does.Contain("can hold"));
    }

    /// <summary>A file that inflates a thousandfold, and the header that promises more than even that.</summary>
    [Test]
    public void A_bomb_is_refused_by_its_header() =>
        Assert.That(Refuse(NiftiBytes.Compress(new NiftiBytes(1, false, false, 4, 8000, 8000, 4).With(new byte[8 << 20]))),
            Does.Contain("can hold"));

    [TestCase(false)]
    [TestCase(true)]
    public void Planes_of_one_voxel_are_counted(bool compress)
    {
        var bytes = new NiftiBytes(2, false, false, 2, 1, 1, 1 << 22).With(new byte[compress ? 1 << 22 : 0]);
        if (!compress) Assert.That(Refuse(bytes), Does.Contain("the file has"));
        else Assert.That(Refuse(NiftiBytes.Compress(bytes)), Does.Contain("planes need more memory"));
    }

    [Test]
    public void A_bomb_behind_the_voxels() =>
        Assert.That(Refuse(NiftiBytes.Compress(new NiftiBytes(1, false, false, 4, 2, 2).With(new byte[64 << 20]))),
            Does.Contain("follow the last voxel"));

    [Test]
    public void A_large_plane_that_is_not_there_takes_no_memory() =>
        Refuse(NiftiBytes.Compress([.. new NiftiBytes(1, false, false, 2, 16000, 16000).With(new byte[1000]), .. Incompressible(250_000)]));

    [TestCase(0)]
    [TestCase(8)]
    [TestCase(-1)]
    public void Axes_that_cannot_be(int count) =>
        Assert.That(Refuse(new NiftiBytes(1, false, false, 4, 2, 2).Axes(count).With(new byte[64])), Does.Contain("axes"));

    [TestCase(-1)]
    [TestCase(0)]
    [TestCase(347)]
    [TestCase(1e30)]
    [TestCase(double.NaN)]
    public void Voxels_that_cannot_begin_there(double offset)
    {
        var bytes = new NiftiBytes(1, false, false, 4, 2, 2);
        BitConverter.TryWriteBytes(bytes.Header.AsSpan(108), (float)offset);
        Assert.That(Refuse(bytes.With(new byte[64])), Does.Contain("invalid offset of the voxels"));
    }

    [Test]
    public void An_Analyze_header_is_named()
    {
        var bytes = new NiftiBytes(1, false, true, 4, 2, 2);
        bytes.Header.AsSpan(344, 4).Clear();
        Assert.That(Refuse(bytes.With(new byte[64])), Does.Contain("Analyze 7.5"));
    }

    [Test]
    public void The_other_file_of_a_pair_that_is_missing_is_named()
    {
        var files = new MemoryFileSystem { ["a.hdr"] = new NiftiBytes(1, false, true, 4, 2, 2).Header };
        Assert.That(Hostile.Refused(() => NiftiFile.Read("a.hdr", files)).Message, Does.Contain("a.img").And.Contain("no such file"));
    }

    private static byte[] Incompressible(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static string Refuse(byte[] bytes)
    {
        var message = Hostile.Refused(() => Read(bytes)).Message;
        Assert.That(message, Does.StartWith("a"));
        return message;
    }

    private static NiftiImage Read(byte[] bytes) => NiftiFile.Read("a", new MemoryFileSystem { ["a"] = bytes });
}
