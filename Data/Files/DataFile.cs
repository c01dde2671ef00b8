namespace EcgCmrNative.Data.Files;

/// <summary>Opens and reads files; every failure is a <see cref="DataFormatException"/>.</summary>
public static class DataFile
{
    /// <summary>Opens an existing file for reading.</summary>
    /// <exception cref="DataFormatException">It is not there, or may not or cannot be opened.</exception>
    public static Stream OpenData(this IFileSystem files, string path)
    {
        ArgumentNullException.ThrowIfNull(files);
        try
        {
            return files.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var missing = e is FileNotFoundException or DirectoryNotFoundException;
            throw new DataFormatException(path, null, missing ? "there is no such file" : $"cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Reads a whole file, refusing one that is longer than the kind of file can sensibly be.</summary>
    /// <exception cref="DataFormatException">As <see cref="OpenData"/>; or the file is longer than that.</exception>
    public static byte[] ReadAllData(this IFileSystem files, string path, int maximumBytes)
    {
        using var stream = files.OpenData(path);
        if (stream.Length > maximumBytes)
            throw new DataFormatException(path, null, $"the file has {stream.Length} bytes; at most {maximumBytes} are allowed");
        var bytes = new byte[(int)stream.Length];
        stream.ReadData(path, bytes);
        return bytes;
    }

    /// <summary>Fills <paramref name="bytes"/> from the stream's current position.</summary>
    /// <exception cref="DataFormatException">The file ends before.</exception>
    public static void ReadData(this Stream stream, string path, Span<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var start = stream.Position;
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw new DataFormatException(path, start + read, $"the file ends here; {bytes.Length - read} more bytes were expected");
    }
}
