using System.IO.Compression;
using EcgCmrNative.Data.Formats.Dicom;
using EcgCmrNative.Tests.Data.Files;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Dicom;

internal sealed class DicomHostileTests
{
    private static readonly byte[] Whole =
        new DicomBytes().Text(0x0008_0060, "CS", "MR").Sequence(0x0008_1140, true, item => item.Text(0x0008_1150, "UI", "1.2"))
        .Decimals(0x0020_0032, 1, 2, 3).Decimals(0x0020_0037, 1, 0, 0, 0, 1, 0).Image(2, 2)
        .Sequence(0x5200_9230, false, frame => frame.Sequence(0x0020_9113, false, plane => plane.Decimals(0x0020_0032, 0, 0, 1)))
        .Pixels(1, 2, 3, 4).File(DicomBytes.ExplicitLittle);

    [Test]
    public void The_undamaged_file_reads()
    {
        using var file = DicomFileTests.Open(Whole);
        Assert.That(file.ReadFrame(0), Is.EqualTo(new float[] { 1, 2, 3, 4 }));
    }

    /// <summary>A file cut between two elements is a whole file without picture.</summary>
    [Test]
    public void No_cut_file_has_a_frame()
    {
        for (var length = 0; length < Whole.Length; length++)
        {
            var frames = 0;
            Hostile.ReadOrRefused(() => frames = ReadAll(Whole[..length]));
            Assert.That(frames, Is.Zero, $"cut to {length} of {Whole.Length} bytes");
        }
    }

    [Test]
    public void Changed_bytes_are_read_or_refused() => Prop.ForAll(ArbMap.Default.ArbFor<(ushort At, byte Value)[]>(), changes =>
    {
        var damaged = Whole.ToArray();
        foreach (var (at, value) in changes) damaged[128 + at % (Whole.Length - 128)] = value;
        Hostile.ReadOrRefused(() => ReadAll(damaged));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true));

    [Test]
    public void An_element_longer_than_the_file() =>
        Refuse(new DicomBytes().Header(0x0009_1001, "OB", 0xFFFF_FFF0).File(DicomBytes.ExplicitLittle), "is too long", "(0009,1001)");

    [Test]
    public void An_item_longer_than_its_sequence() =>
        Refuse(new DicomBytes().Header(0x0008_1140, "SQ", 8).Header(0xFFFE_E000, "", 100).Raw(new byte[200])
            .File(DicomBytes.ExplicitLittle), "is too long");

    [Test]
    public void A_sequence_that_never_ends() =>
        Refuse(new DicomBytes().Header(0x0008_1140, "SQ", uint.MaxValue).Header(0xFFFE_E000, "", uint.MaxValue)
            .File(DicomBytes.ExplicitLittle), "of undefined length");

    [Test]
    public void Sequences_within_sequences_without_end()
    {
        var bytes = new DicomBytes();
        for (var depth = 0; depth < 100_000; depth++) bytes.Header(0x0008_1140, "SQ", uint.MaxValue).Header(0xFFFE_E000, "", uint.MaxValue);
        Refuse(bytes.File(DicomBytes.ExplicitLittle), "nested");
    }

    [Test]
    public void Millions_of_elements() =>
        Refuse([.. new byte[128], .. "DICM"u8, .. new DicomBytes().Text(0x0002_0010, "UI", DicomBytes.ImplicitLittle).DataSet,
        .. new byte[16 << 20]], "elements");

    [Test]
    public void Something_else_where_an_item_must_begin() =>
        Refuse(new DicomBytes().Header(0x0008_1140, "SQ", 10).Text(0x0010_0020, "LO", "xx").File(DicomBytes.ExplicitLittle), "item");

    [Test]
    public void No_letters_for_a_value_representation() =>
        Refuse(new DicomBytes().Header(0x0008_0060, "\u0001\u0002", 2).Raw([0, 0]).File(DicomBytes.ExplicitLittle), "VR");

    [Test]
    public void More_pixels_than_there_are_bytes() =>
        Refuse(new DicomBytes().Image(65535, 65535).Pixels(1).File(DicomBytes.ExplicitLittle), "at most");

    [Test]
    public void Larger_than_its_pixels() => Refuse(new DicomBytes().Image(4000, 4000).Pixels(1).File(DicomBytes.ExplicitLittle), "too few");

    [TestCase("2147483647")]
    [TestCase("-1")]
    [TestCase("99999999999999999999")]
    [TestCase("60000")]
    [TestCase("many")]
    public void Frames_that_cannot_be(string count) =>
        Refuse(new DicomBytes().Text(0x0028_0008, "IS", count).Image(1, 1).Pixels(1).File(DicomBytes.ExplicitLittle), "NumberOfFrames");

    [Test]
    public void Frames_that_are_not_there() =>
        Refuse(new DicomBytes().Text(0x0028_0008, "IS", "4000").Image(1, 1).Pixels(1).File(DicomBytes.ExplicitLittle), "too few");

    [Test]
    public void A_bomb_in_a_deflated_data_set()
    {
        using var deflated = new MemoryStream();
        using (var stream = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < 64; i++) stream.Write(new byte[1 << 20]);
        }
        Refuse([.. new DicomBytes().File(DicomBytes.ExplicitLittle)[..132],
            .. new DicomBytes().Text(0x0002_0010, "UI", DicomBytes.Deflated).DataSet, .. deflated.ToArray()], "inflates");
    }

    [Test]
    public void Other_files_are_not_taken_for_DICOM()
    {
        foreach (var bytes in new byte[][] { [], "record,label\n1,2\n"u8.ToArray(), new byte[400], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0] })
        {
            Assert.That(DicomFile.IsDicom("a", DicomFileTests.Holding(bytes)), Is.False);
            Refuse(bytes, "not a DICOM file");
        }
    }

    private static void Refuse(byte[] bytes, params string[] reasons)
    {
        var message = Hostile.Refused(() => ReadAll(bytes)).Message;
        Assert.That(message, Does.StartWith("a"));
        foreach (var reason in reasons) Assert.That(message, Does.Contain(reason));
    }

    private static int ReadAll(byte[] bytes)
    {
        using var file = DicomFileTests.Open(bytes);
        for (var i = 0; i < file.Frames.Count; i++) file.ReadFrame(i);
        return file.Frames.Count;
    }
}
