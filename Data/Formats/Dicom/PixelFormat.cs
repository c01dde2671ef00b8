using System.Buffers.Binary;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Dicom;

/// <summary>How a pixel of one grey value is stored (DICOM PS3.3, C.7.6.3; PS3.5, chapter 8), and its decoding.</summary>
/// <param name="BytesPerPixel">1 or 2.</param>
/// <param name="BitsStored">Bits that carry the value.</param>
/// <param name="LowestBit">Position of the lowest of these bits; lower ones are ignored.</param>
/// <param name="Signed">True if they are a two's complement number.</param>
/// <param name="Inverted">True for MONOCHROME1: the lowest value is white. It is turned over within the range of the stored bits.</param>
internal sealed record PixelFormat(int BytesPerPixel, int BitsStored, int LowestBit, bool Signed, bool Inverted)
{
    /// <exception cref="DataFormatException">
    /// Colours, packed bits, or more than 16 bits; or contradictory bit attributes.
    /// </exception>
    public static PixelFormat Of(DicomDataSet set)
    {
        var samples = set.UInt16(DicomTag.SamplesPerPixel) ?? 1;
        var photometric = set.Text(DicomTag.PhotometricInterpretation);
        if (samples != 1 || photometric is not ("MONOCHROME1" or "MONOCHROME2"))
            throw set.Failure(DicomTag.PhotometricInterpretation,
                $"is {photometric ?? "missing"} with {samples} samples per pixel; supported: MONOCHROME1 and MONOCHROME2, one sample");
        if (set.UInt16(DicomTag.BitsAllocated) is not { } allocated || allocated is not (8 or 16))
            throw set.Failure(DicomTag.BitsAllocated,
                $"is {set.UInt16(DicomTag.BitsAllocated)?.ToString() ?? "missing"}; supported: pixels of 8 or 16 bits");
        var stored = set.UInt16(DicomTag.BitsStored) ?? allocated;
        var high = set.UInt16(DicomTag.HighBit) ?? stored - 1;
        if (stored < 1 || high >= allocated || high + 1 < stored)
            throw set.Failure(DicomTag.BitsStored, $"is {stored} with high bit {high}, which does not fit in {allocated} bits");
        return new PixelFormat(allocated / 8, stored, high + 1 - stored, set.UInt16(DicomTag.PixelRepresentation) == 1,
            photometric == "MONOCHROME1");
    }

    /// <summary>
    /// Turns stored pixels into values: those bits that carry the value, turned over where white is low, times slope plus intercept.
    /// </summary>
    public void Decode(ReadOnlySpan<byte> bytes, Span<float> values, bool bigEndian, double slope, double intercept)
    {
        var unused = 32 - BitsStored;
        for (var i = 0; i < values.Length; i++)
        {
            var raw = BytesPerPixel == 1 ? bytes[i]
                : bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..])
                    : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
            var aligned = raw >> LowestBit << unused;
            var value = Signed ? aligned >> unused : (int)((uint)aligned >> unused);
            if (Inverted) value = Signed ? -1 - value : (1 << BitsStored) - 1 - value;
            values[i] = (float)(value * slope + intercept);
        }
    }
}
