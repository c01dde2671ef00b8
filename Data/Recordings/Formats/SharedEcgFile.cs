using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Recordings.Formats;

/// <summary>
/// A file whose recordings are read one by one, each once and on any thread. The first read opens the file, the last one closes it.
/// If some recordings are never read, the file is closed when this object is collected.
/// </summary>
/// <param name="format">The format of the file.</param>
/// <param name="path">The file.</param>
internal sealed class SharedEcgFile(IEcgFormat format, string path)
{
    private readonly Lock _lock = new();
    private IEcgFile? _file;
    private int _expected;
    private int _done;

    /// <summary>The read of one recording. Ask for all of them before the first is called.</summary>
    /// <param name="index">Number of the recording in the file, from 0.</param>
    /// <returns>A function that throws <see cref="DataFormatException"/> if the file or the recording is damaged.</returns>
    public Func<EcgRecording> Reader(int index)
    {
        _expected++;
        return () => Read(index);
    }

    private EcgRecording Read(int index)
    {
        lock (_lock)
        {
            try
            {
                _file ??= format.Open(path);
                return _file.Read(index);
            }
            finally
            {
                if (++_done >= _expected)
                {
                    _file?.Dispose();
                    (_file, _done) = (null, 0);
                }
            }
        }
    }
}
