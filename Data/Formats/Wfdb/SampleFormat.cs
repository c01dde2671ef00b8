using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>
/// How a signal file stores its samples: packs of one to three samples in one to four bytes. Source: signal(5), WFDB Applications Guide.
/// </summary>
internal sealed class SampleFormat
{
    /// <summary>Each format once. Formats 508, 516 and 524 are FLAC streams and not among them.</summary>
    private static readonly SampleFormat[] All =
    [
        new(8, 1, 1, missing: null, UnpackSigned8) { IsDifference = true },
        new(16, 1, 2, missing: short.MinValue, UnpackLittleEndian16),
        new(24, 1, 3, missing: -(1 << 23), UnpackLittleEndian24),
        new(32, 1, 4, missing: int.MinValue, UnpackLittleEndian32),
        new(61, 1, 2, missing: short.MinValue, UnpackBigEndian16),
        new(80, 1, 1, missing: sbyte.MinValue, UnpackOffsetBinary8),
        new(160, 1, 2, missing: short.MinValue, UnpackOffsetBinary16),
        new(212, 2, 3, missing: -(1 << 11), Unpack12),
        new(310, 3, 4, missing: -(1 << 9), Unpack10InWords),
        new(311, 3, 4, missing: -(1 << 9), Unpack10InLongWord),
    ];

    private SampleFormat(int number, int samplesPerPack, int bytesPerPack, int? missing, Unpacking unpack)
    {
        Number = number;
        SamplesPerPack = samplesPerPack;
        BytesPerPack = bytesPerPack;
        Missing = missing;
        Unpack = unpack;
    }

    /// <summary>Turns whole packs into samples.</summary>
    public delegate void Unpacking(ReadOnlySpan<byte> packs, Span<int> samples);

    public int Number { get; }

    public int SamplesPerPack { get; }

    public int BytesPerPack { get; }

    /// <summary>The count that marks a missing sample; null in format 8, which has none.</summary>
    public int? Missing { get; }

    /// <summary>True if each stored value is the step from the sample before.</summary>
    public bool IsDifference { get; private init; }

    public Unpacking Unpack { get; }

    public static SampleFormat? Find(int number) => Array.Find(All, format => format.Number == number);

    public static string Known => string.Join(", ", All.Select(format => format.Number));

    /// <summary>The fewest bytes that hold this many samples; the last pack may end after its last used byte.</summary>
    public long BytesFor(long samples)
    {
        var (packs, rest) = Math.DivRem(samples, SamplesPerPack);
        return checked(packs * BytesPerPack + PartialPackBytes((int)rest));
    }

    /// <summary>The number of samples in this many bytes.</summary>
    public long SamplesIn(long bytes)
    {
        var (packs, restBytes) = Math.DivRem(bytes, BytesPerPack);
        var rest = 0;
        while (rest + 1 < SamplesPerPack && PartialPackBytes(rest + 1) <= restBytes) rest++;
        return checked(packs * SamplesPerPack + rest);
    }

    private int PartialPackBytes(int samples) => (Number, samples) switch
    {
        (_, 0) => 0,
        (310, 2) => 4, // each sample of format 310 has its own 16-bit word
        (_, 1) => 2,
        _ => 3,
    };

    private static void UnpackSigned8(ReadOnlySpan<byte> packs, Span<int> samples)
    {
        for (var i = 0; i < samples.Length; i++) samples[i] = (sbyte)packs[i];
    }

    private static void UnpackOffsetBinary8(ReadOnlySpan<byte> packs, Span<int> samples)
    {
        for (var i = 0; i < samples.Length; i++) samples[i] = packs[i] - 128;
    }

    private static void UnpackLittleEndian16(ReadOnlySpan<byte> packs, Span<int> samples)
    {
        if (!BitConverter.IsLittleEndian)
        {
            for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt16LittleEndian(packs[(2 * i)..]);
            return;
        }
        var words = MemoryMarshal.Cast<byte, short>(packs);
        for (var i = 0; i < samples.Length; i++) samples[i] = words[i];
    }

    private static void UnpackBigEndian16(ReadOnlySpan<byte> packs, Span<int> samples)
    {
        for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt16BigEndian(packs[(2 * i)..]);
    }

    private static void UnpackOffsetBinary16(ReadOnlySpan<byte> packs, Span<int> samples)
    {
        for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadUInt16LittleEndian(packs[(2 * i)..]) - 32768;
    }

    private static void UnpackLittleEndian24(ReadOnlySpan<byte> packs, Span<int> samples)
    {
        for (int i = 0, b = 0; i < samples.Length; i++, b += 3) samples[i] = packs[b] | packs[b + 1] << 8 | (sbyte)packs[b + 2] << 16;
    }

    private static void UnpackLittleEndian32(ReadOnlySpan<byte> packs, Span<int> samples)
    {
        for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt32LittleEndian(packs[(4 * i)..]);
    }

    /// <summary>Format 212: low byte, then both samples' high nibbles in one byte, then the other low byte.</summary>
    private static void Unpack12(ReadOnlySpan<byte> packs, Span<int> samples)
    {
        for (int i = 0, b = 0; i < samples.Length; i += 2, b += 3)
        {
            samples[i] = SignExtend(packs[b] | (packs[b + 1] & 0x0F) << 8, 12);
            samples[i + 1] = SignExtend(packs[b + 2] | (packs[b + 1] & 0xF0) << 4, 12);
        }
    }

    /// <summary>
    /// Format 310: two 16-bit words with a sample each in bits 1–10; the third sample is the top five bits of both, low part first.
    /// </summary>
    private static void Unpack10InWords(ReadOnlySpan<byte> packs, Span<int> samples)
    {
        for (int i = 0, b = 0; i < samples.Length; i += 3, b += 4)
        {
            int first = packs[b] | packs[b + 1] << 8, second = packs[b + 2] | packs[b + 3] << 8;
            samples[i] = SignExtend(first >> 1, 10);
            samples[i + 1] = SignExtend(second >> 1, 10);
            samples[i + 2] = SignExtend(first >> 11 | second >> 11 << 5, 10);
        }
    }

    /// <summary>Format 311: three samples in the low 30 bits of a 32-bit word.</summary>
    private static void Unpack10InLongWord(ReadOnlySpan<byte> packs, Span<int> samples)
    {
        for (int i = 0, b = 0; i < samples.Length; i += 3, b += 4)
        {
            var word = BinaryPrimitives.ReadInt32LittleEndian(packs[b..]);
            samples[i] = SignExtend(word, 10);
            samples[i + 1] = SignExtend(word >> 10, 10);
            samples[i + 2] = SignExtend(word >> 20, 10);
        }
    }

    private static int SignExtend(int value, int bits) => value << (32 - bits) >> (32 - bits);
}
