using System.Buffers;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Data.Formats.Nifti;

/// <summary>
/// Reads headers and planes. Memory is allocated plane by plane, and only if the file can contain the size that its header states.
/// </summary>
internal static class NiftiReader
{
    /// <summary>Most bytes after the voxels of a compressed file that are read to reach its checksum.</summary>
    private const int MostTrailingBytes = 1 << 20;

    /// <summary>Limits on what a compressed file may hold; real cines have about one voxel per byte.</summary>
    private const long FreeVoxels = 6 << 20, VoxelsPerFileByte = 64;

    /// <summary>What a plane costs apart from its voxels.</summary>
    private const int PlaneBytes = 48;

    public static NiftiImage Read(IFileSystem files, string path)
    {
        var headerPath = BesideWithExtension(files, path, ".img", ".hdr");
        using var file = new InflatedFile(files, headerPath);
        var header = ReadHeader(file);
        if (!header.IsPair) return ReadImage(file, header);
        using var voxels = new InflatedFile(files, BesideWithExtension(files, headerPath, ".hdr", ".img"));
        return ReadImage(voxels, header);
    }

    /// <summary>The header alone.</summary>
    public static NiftiHeader ReadHeader(IFileSystem files, string path)
    {
        using var file = new InflatedFile(files, BesideWithExtension(files, path, ".img", ".hdr"));
        return ReadHeader(file);
    }

    /// <summary>True if the file begins as a NIfTI header does, compressed or not; never throws for what is in the file.</summary>
    public static bool IsNifti(IFileSystem files, string path)
    {
        try
        {
            using var file = new InflatedFile(files, BesideWithExtension(files, path, ".img", ".hdr"));
            Span<byte> start = stackalloc byte[4];
            return file.Stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && NiftiHeader.SizeOf(start) != 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return false;
        }
    }

    private static NiftiHeader ReadHeader(InflatedFile file)
    {
        Span<byte> bytes = stackalloc byte[NiftiHeader.Bytes2];
        file.Read(bytes[..4]);
        var size = NiftiHeader.SizeOf(bytes);
        if (size == 0)
            throw new DataFormatException(file.Path, 0, "not a NIfTI image: it does not begin with a header of 348 or 540 bytes");
        file.Read(bytes[4..size]);
        return NiftiHeader.Parse(file.Path, bytes[..size]);
    }

    private static NiftiImage ReadImage(InflatedFile file, NiftiHeader header)
    {
        var (end, most) = (header.DataOffset + header.DataBytes, file.MostBytes);
        if (end > most)
            throw new DataFormatException(
                file.Path, file.IsCompressed ? null : most,
                    $"[{string.Join(", ", header.Shape)}] voxels of {header.Datatype.Kind} end at byte {end}; "
                    + (file.IsCompressed ? $"a compressed file of this length can hold {most} at most" : $"the file has {most} bytes"));
        // Voxels become single precision: what compression makes of a constant image must not become gigabytes.
        var voxels = (long)header.PlaneVoxels * header.PlaneCount;
        if (file.IsCompressed && voxels > FreeVoxels + (VoxelsPerFileByte * file.StoredBytes))
            throw new DataFormatException(
                file.Path, null,
                $"[{string.Join(", ", header.Shape)}] voxels are too many for a compressed file of {file.StoredBytes} bytes; "
                + $"at most {FreeVoxels + (VoxelsPerFileByte * file.StoredBytes)} are allowed");
        // Frames are turned to the view of the picture: every plane is kept twice for a moment.
        file.Budget.Take(2L * PlaneBytes * header.PlaneCount, "planes");
        file.Skip(header.DataOffset - file.Position);
        var planes = new List<float[]>();
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(1 << 16, (long)header.PlaneVoxels * header.Datatype.ByteCount));
        try
        {
            while (planes.Count < header.PlaneCount) planes.Add(ReadPlane(file, header, buffer));
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
        file.RequireEnd(MostTrailingBytes);
        return new NiftiImage
        {
            Shape = header.Shape,
            Planes = planes,
            SpacingMm = header.SpacingMm,
            TimeStepMs = header.TimeStepMs,
            Orientation = header.Orientation,
            Description = header.Description,
        };
    }

    private static float[] ReadPlane(InflatedFile file, NiftiHeader header, byte[] buffer)
    {
        var (size, piece) = (header.Datatype.ByteCount, buffer.Length / header.Datatype.ByteCount);
        // A plane larger than the buffer grows with what has been read of it.
        var plane = new float[Math.Min(header.PlaneVoxels, 1 << 20)];
        for (var at = 0; at < header.PlaneVoxels;)
        {
            var count = Math.Min(piece, header.PlaneVoxels - at);
            var bytes = buffer.AsSpan(0, count * size);
            file.Read(bytes);
            if (header.BigEndian && size > 1)
            {
                for (var i = 0; i < bytes.Length; i += size) bytes.Slice(i, size).Reverse();
            }
            if (plane.Length < at + count) Array.Resize(ref plane, Math.Min(header.PlaneVoxels, 2 * plane.Length));
            var values = plane.AsSpan(at, count);
            ElementConversion.Convert(header.Datatype.Kind, bytes, values);
            if (header.Slope != 1 || header.Intercept != 0)
            {
                foreach (ref var value in values) value = (float)(value * header.Slope + header.Intercept);
            }
            at += count;
        }
        return plane;
    }

    /// <summary>
    /// The other file of a pair .hdr and .img, which may be compressed where the first is not; a path of another ending is its own.
    /// </summary>
    private static string BesideWithExtension(IFileSystem files, string path, string from, string to)
    {
        var compressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        if (!compressed.EndsWith(from, StringComparison.OrdinalIgnoreCase)) return path;
        var plain = compressed[..^from.Length] + to;
        return !files.FileExists(plain) && files.FileExists(plain + ".gz") ? plain + ".gz" : plain;
    }
}
