namespace EcgCmrNative.Data.Files;

/// <summary>
/// What the structure of one file may cost. A small file can describe a large one: shared parts, repeated elements, empty members, planes
/// of one voxel. Everything that a reader builds from a file is counted here in bytes of memory, in one sum for the whole file; the limit
/// grows with the file's length.
/// </summary>
/// <param name="path">The file, for the message.</param>
/// <param name="length">Its length in bytes.</param>
internal sealed class FileBudget(string path, long length)
{
    /// <summary>What a file of any length may cost.</summary>
    private const long FreeBytes = 16 << 20;

    /// <summary>What each byte of a file may cost in addition; a state dictionary costs about 4.</summary>
    private const long PerFileByte = 16;

    private const long FreeInflatedBytes = 32 << 20;

    /// <summary>Far above what compression makes of signals and images, far below what Deflate makes of zeros (1032).</summary>
    private const long InflatedPerFileByte = 256;

    private long _taken;

    /// <summary>The number of bytes that a compressed file, or a part of it, may inflate to.</summary>
    /// <param name="storedBytes">Its length before.</param>
    public static long Inflated(long storedBytes) => FreeInflatedBytes + (InflatedPerFileByte * storedBytes);

    /// <summary>Counts what is about to be built.</summary>
    /// <param name="bytes">Its size in memory.</param>
    /// <param name="what">What it is, in the plural, for the message.</param>
    /// <exception cref="DataFormatException">The file costs more than its length justifies.</exception>
    public void Take(long bytes, string what)
    {
        var limit = FreeBytes + (PerFileByte * length);
        if (bytes > limit - _taken)
            throw new DataFormatException(
                path, null, $"its {what} need more memory than the limit of {limit} bytes for a file of {length} bytes");
        _taken += bytes;
    }
}
