using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Recordings.Formats;

/// <summary>
/// A file whose recordings are read one by one, each once and on any thread. It is closed when the last one was read, and opens again if
/// one is read once more. If some recordings are never read, the file is closed when this object is collected.
/// </summary>
/// <param name="entry">The file in its folder.</param>
/// <param name="file">The file as it was listed; null if it could not be opened, so that the error is thrown when it is read.</param>
internal sealed class SharedEcgFile(EcgFolderEntry entry, IEcgFile? file)
{
    private readonly Lock _lock = new();
    private IEcgFile? _file = file;
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

    /// <summary>Closes the file until a recording is read.</summary>
    public void Suspend() => _file?.Suspend();

    private EcgRecording Read(int index)
    {
        lock (_lock)
        {
            try
            {
                _file ??= entry.Format.Open(entry.Path);
                return _file.Read(index);
            }
            finally
            {
                if (++_done >= _expected)
                {
                    Suspend();
                    _done = 0;
                }
            }
        }
    }
}
