using System.Text;
using EcgCmrNative.Data.Formats.TensorBoard;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.TensorBoard;

public sealed class EventFileTests
{
    /// <summary>CRC-32C of "123456789" is E3069283; the mask is TensorFlow's.</summary>
    [Test]
    public void ChecksumIsMaskedCrc32C()
    {
        const uint crc = 0xE3069283;
        Assert.That(EventFile.MaskedCrc("123456789"u8), Is.EqualTo(((crc >> 15) | (crc << 17)) + 0xA282EAD8u));
    }

    [Test]
    public void RecordsAreFramedAndHoldTheScalars()
    {
        using var folder = new TemporaryFolder();
        using (var events = new EventFile(Path.GetDirectoryName(folder["x"])!, DateTimeOffset.UnixEpoch))
            events.Add(3, DateTimeOffset.UnixEpoch, [KeyValuePair.Create("val_ncc", 0.5)]);
        var records = Records(File.ReadAllBytes(folder[folder.FileNames.Single()]));
        Assert.That(records, Has.Count.EqualTo(2));
        Assert.Multiple(() =>
        {
            Assert.That(Encoding.UTF8.GetString(records[0]), Does.Contain("brain.Event:2"));
            Assert.That(records[1].AsSpan(9, 2).ToArray(), Is.EqualTo(new byte[] { 0x10, 3 }), "field 2 is the step");
            Assert.That(Encoding.UTF8.GetString(records[1]), Does.Contain("val_ncc"));
            Assert.That(records[1].AsSpan(records[1].Length - 4).ToArray(), Is.EqualTo(BitConverter.GetBytes(0.5f)));
        });
    }

    private static List<byte[]> Records(byte[] bytes)
    {
        var records = new List<byte[]>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BitConverter.ToInt64(bytes, at);
            Assert.That(BitConverter.ToUInt32(bytes, at + 8), Is.EqualTo(EventFile.MaskedCrc(bytes.AsSpan(at, 8))));
            records.Add(bytes[(at + 12)..(at + 12 + length)]);
            Assert.That(BitConverter.ToUInt32(bytes, at + 12 + length), Is.EqualTo(EventFile.MaskedCrc(records[^1])));
            at += 16 + length;
        }
        return records;
    }
}
