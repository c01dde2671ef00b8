using System.Buffers.Binary;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>
/// The header of a MATLAB level 4 file, as the PhysioNet challenges and wfdb2mat store signals: five 32-bit words (type, rows, columns,
/// imaginary flag, length of the name), the name, then the matrix column by column, which is the order of a WFDB signal file.
/// </summary>
internal static class MatlabMatrix
{
    private const int WordBytes = 20;

    /// <exception cref="DataFormatException">The file's own header is invalid or contradicts the WFDB header.</exception>
    public static void Check(Stream stream, string path, int format, long rows, long columns, long byteOffset)
    {
        Span<byte> words = stackalloc byte[WordBytes];
        stream.ReadData(path, words);
        if (words[..6].SequenceEqual("MATLAB"u8))
            throw new DataFormatException(path, 0, "a MATLAB level 5 file; WFDB records use level 4 (save with '-v4')");
        // MOPT digits: little-endian, zero, precision, full matrix.
        var type = format switch { 16 => 30, 32 => 20, 80 => 50, _ => -1 };
        if (Word(words, 0) != type)
            throw new DataFormatException(path, 0, $"the MATLAB type is {Word(words, 0)}; format {format} needs type {type}");
        if (Word(words, 1) != rows || Word(words, 2) != columns)
            throw new DataFormatException(path, 4, $"the matrix is {Word(words, 1)} × {Word(words, 2)}, the record {rows} × {columns}");
        if (Word(words, 3) != 0) throw new DataFormatException(path, 12, "the matrix is complex");
        if (WordBytes + Word(words, 4) != byteOffset)
            throw new DataFormatException(
                path, 16, $"the matrix begins at byte {WordBytes + Word(words, 4)}, the WFDB header says {byteOffset}");
    }

    private static long Word(ReadOnlySpan<byte> words, int index) => BinaryPrimitives.ReadUInt32LittleEndian(words[(4 * index)..]);
}
