using System.Buffers.Binary;
using System.Numerics;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Dicom;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Dicom;

internal sealed class DicomFileTests
{
    private const uint Icons = 0x0088_0200;

    [TestCase(DicomBytes.ImplicitLittle, false, false)]
    [TestCase(DicomBytes.ExplicitLittle, true, false)]
    [TestCase(DicomBytes.Deflated, true, false)]
    [TestCase(DicomBytes.ExplicitBig, true, true)]
    public void Every_native_syntax_reads_the_same(string syntax, bool explicitVr, bool bigEndian)
    {
        var bytes = new DicomBytes(explicitVr, bigEndian)
            .Text(0x0008_0060, "CS", "MR").Text(0x0010_0020, "LO", "heart 7").Decimals(0x0018_1060, 12.5).Decimals(0x0020_0032, 1, -2, 3.5)
            .Decimals(0x0020_0037, 0, 1, 0, 0, 0, -1).Image(2, 3).Decimals(0x0028_0030, 1.5, 2.5).Pixels(1, 2, 3, 4, 5, 65535).File(syntax);
        using var file = Open(bytes);
        var frame = file.Frames.Single();
        Assert.Multiple(() =>
        {
            Assert.That(file.TransferSyntax.Uid, Is.EqualTo(syntax));
            Assert.That((file.Modality, file.PatientId, file.Rows, file.Columns), Is.EqualTo(("MR", "heart 7", 2, 3)));
            Assert.That(frame.Position, Is.EqualTo(new Vector3(1, -2, 3.5f)));
            Assert.That((frame.TriggerTimeMs, frame.RowSpacingMm, frame.ColumnSpacingMm), Is.EqualTo((12.5, 1.5, 2.5)));
            Assert.That(frame.Normal, Is.EqualTo(new Vector3(-1, 0, 0)));
            Assert.That(frame.AlongNormalMm, Is.EqualTo(-1));
            Assert.That(file.ReadFrame(0), Is.EqualTo(new float[] { 1, 2, 3, 4, 5, 65535 }));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_data_set_without_preamble_is_read(bool explicitVr)
    {
        var bytes = new DicomBytes(explicitVr).Text(0x0008_0005, "CS", "ISO_IR 100").Image(1, 2).Pixels(7, 9).DataSet;
        using var file = Open(bytes);
        Assert.That(file.ReadFrame(0), Is.EqualTo(new float[] { 7, 9 }));
        Assert.That(DicomFile.IsDicom("a", Holding(bytes)));
    }

    // 12 bits of 16: the upper four are noise. Twelve bits at the top of 16: the lower four are.
    [TestCase(12, 11, false, 0xF801, 0x801)]
    [TestCase(12, 11, true, 0xF801, -0x7FF)]
    [TestCase(12, 15, false, 0x801F, 0x801)]
    [TestCase(12, 15, true, 0x801F, -0x7FF)]
    [TestCase(16, 15, true, 0xFFFF, -1)]
    [TestCase(16, 15, false, 0xFFFF, 65535)]
    public void Only_the_stored_bits_count(int stored, int high, bool signed, int pixel, int expected)
    {
        using var file = Open(new DicomBytes().Image(1, 1, 16, stored, high, signed).Pixels((ushort)pixel).File(DicomBytes.ExplicitLittle));
        Assert.That(file.ReadFrame(0), Is.EqualTo(new float[] { expected }));
    }

    [Test]
    public void Eight_bits_and_the_byte_that_makes_their_length_even()
    {
        using var file = Open(new DicomBytes().Image(1, 3, 8).Element(0x7FE0_0010, "OB", [0, 128, 255, 0]).File(DicomBytes.ExplicitLittle));
        Assert.That(file.ReadFrame(0), Is.EqualTo(new float[] { 0, 128, 255 }));
    }

    [TestCase(false, 0, 4095)]
    [TestCase(true, 0, -1)]
    [TestCase(true, 5, -6)]
    public void Monochrome1_is_turned_over_within_the_stored_bits(bool signed, int pixel, int expected)
    {
        using var file = Open(new DicomBytes().Image(1, 1, 16, 12, signed: signed, photometric: "MONOCHROME1").Pixels((ushort)pixel)
            .File(DicomBytes.ExplicitLittle));
        Assert.That(file.ReadFrame(0), Is.EqualTo(new float[] { expected }));
    }

    [Test]
    public void Rescaling_is_applied()
    {
        using var file = Open(new DicomBytes().Image(1, 2).Decimals(0x0028_1052, -100).Decimals(0x0028_1053, 0.5).Pixels(0, 300)
            .File(DicomBytes.ExplicitLittle));
        Assert.That(file.ReadFrame(0), Is.EqualTo(new float[] { -100, 50 }));
    }

    [TestCase(true, true)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    [TestCase(false, false)]
    public void Sequences_are_walked_over_whether_their_lengths_are_told_or_not(bool explicitVr, bool open)
    {
        var bytes = new DicomBytes(explicitVr).Text(0x0010_0020, "LO", "outer")
            .Sequence(0x0008_1140, open, first => first.Text(0x0010_0020, "LO", "inner").Sequence(0x0008_1199, open, _ => { }), _ => { })
            .Sequence(Icons, open, icon => icon.Image(9, 9).Element(0x7FE0_0010, "OW", new byte[162]))
            .Image(1, 1).Pixels(3).File(explicitVr ? DicomBytes.ExplicitLittle : DicomBytes.ImplicitLittle);
        using var file = Open(bytes);
        Assert.That((file.PatientId, file.Rows, file.ReadFrame(0)[0]), Is.EqualTo(("outer", 1, 3f)));
    }

    [Test]
    public void An_unknown_sequence_of_open_length_is_implicit_within()
    {
        var bytes = new DicomBytes()
            .SequenceAs("UN", 0x0009_1010, open: true, explicitItems: false, item => item.Text(0x0009_1011, "LO", "private"))
            .Image(1, 1).Pixels(3).File(DicomBytes.ExplicitLittle);
        using var file = Open(bytes);
        Assert.That(file.ReadFrame(0), Is.EqualTo(new float[] { 3 }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void An_enhanced_file_tells_of_every_frame(bool explicitVr)
    {
        var bytes = new DicomBytes(explicitVr).Text(0x0028_0008, "IS", "2").Image(1, 2)
            .Sequence(0x5200_9229, open: false, shared => shared
                .Sequence(0x0020_9116, true, plane => plane.Decimals(0x0020_0037, 1, 0, 0, 0, 1, 0))
                .Sequence(0x0028_9110, false, measures => measures.Decimals(0x0028_0030, 1.25, 1.25))
                .Sequence(0x0028_9145, false, scaling => scaling.Decimals(0x0028_1052, 1).Decimals(0x0028_1053, 2)))
            .Sequence(0x5200_9230, open: true, Frame(z: 10, delay: 30), Frame(z: 20, delay: 60))
            .Pixels(1, 2, 3, 4).File(explicitVr ? DicomBytes.ExplicitLittle : DicomBytes.ImplicitLittle);
        using var file = Open(bytes);
        Assert.Multiple(() =>
        {
            Assert.That(file.Frames.Select(frame => frame.AlongNormalMm), Is.EqualTo(new[] { 10, 20 }));
            Assert.That(file.Frames.Select(frame => frame.TriggerTimeMs), Is.EqualTo(new[] { 30, 60 }));
            Assert.That(file.Frames.Select(frame => frame.RowSpacingMm), Is.All.EqualTo(1.25));
            Assert.That(file.ReadFrame(0), Is.EqualTo(new float[] { 3, 5 }));
            Assert.That(file.ReadFrame(1), Is.EqualTo(new float[] { 7, 9 }));
        });

        static Action<DicomBytes> Frame(double z, double delay) => frame => frame
            .Sequence(0x0018_9118, false, heart => heart.Double(0x0020_9153, delay).Double(0x0020_9251, 900))
            .Sequence(0x0020_9113, false, plane => plane.Decimals(0x0020_0032, 0, 0, z));
    }

    [TestCase("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)")]
    [TestCase("1.2.840.10008.1.2.4.70", "JPEG Lossless, Non-Hierarchical, First-Order Prediction")]
    [TestCase("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless")]
    [TestCase("1.2.840.10008.1.2.4.90", "JPEG 2000 (Lossless Only)")]
    [TestCase("1.2.840.10008.1.2.5", "RLE Lossless")]
    [TestCase("1.2.3.4", "unknown to this program")]
    public void Compressed_pixels_are_refused_by_name(string syntax, string name)
    {
        var bytes = new DicomBytes().Text(0x0008_0060, "CS", "MR").Image(1, 1).Header(0x7FE0_0010, "OB", uint.MaxValue)
            .Header(0xFFFE_E000, "", 0).Header(0xFFFE_E000, "", 2).Raw([1, 2]).Header(0xFFFE_E0DD, "", 0).File(syntax);
        using var file = Open(bytes);
        Assert.That((file.Modality, file.Frames.Count), Is.EqualTo(("MR", 1)));
        Assert.That(() => file.ReadFrame(0), Throws.TypeOf<DataFormatException>().With.Message.Contains(name).And.Message.Contains(syntax));
    }

    [TestCase("RGB", 16, "PhotometricInterpretation")]
    [TestCase("MONOCHROME2", 12, "BitsAllocated")]
    [TestCase("MONOCHROME2", 32, "BitsAllocated")]
    public void Pixels_that_are_not_read_are_named(string photometric, int bits, string reason)
    {
        using var file = Open(new DicomBytes().Image(1, 1, bits, photometric: photometric).Pixels(1, 2, 3, 4)
            .File(DicomBytes.ExplicitLittle));
        Assert.That(() => file.ReadFrame(0), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));
    }

    [Test]
    public void A_real_cine_frame()
    {
        var path = SharedData.Require("data", "cmr", "sunnybrook_kwu93", "dicoms", "SCD0000101", "121.dcm");
        using var file = DicomFile.Open(path);
        var frame = file.Frames.Single();
        // The pixels are the last element of this file.
        var stored = File.ReadAllBytes(path).AsSpan(^131072..);
        var expected = new float[256 * 256];
        for (var i = 0; i < expected.Length; i++) expected[i] = BinaryPrimitives.ReadInt16LittleEndian(stored[(2 * i)..]);
        Assert.Multiple(() =>
        {
            Assert.That((file.PatientId, file.Modality, file.Rows, file.Columns), Is.EqualTo(("SCD0000101", "MR", 256, 256)));
            Assert.That((frame.InstanceNumber, frame.TriggerTimeMs, frame.BeatMs), Is.EqualTo((121, 18.9873409, 759.0)));
            Assert.That((frame.RowSpacingMm, frame.ColumnSpacingMm, file.SliceThicknessMm), Is.EqualTo((1.367188, 1.367188, 10.0)));
            Assert.That(frame.Normal!.Value.Length(), Is.EqualTo(1).Within(1e-5));
            Assert.That(file.Scanner, Is.EqualTo("GE MEDICAL SYSTEMS SIGNA HDx"));
        });
        Assert.That(file.ReadFrame(0), Is.EqualTo(expected));
    }

    internal static MemoryFileSystem Holding(byte[] bytes) => new() { ["a"] = bytes };

    internal static DicomFile Open(byte[] bytes) => DicomFile.Open("a", Holding(bytes));
}
