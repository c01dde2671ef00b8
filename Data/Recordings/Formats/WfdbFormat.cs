using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Wfdb;

namespace EcgCmrNative.Data.Recordings.Formats;

/// <summary>
/// PhysioNet's waveform database format: a text header (.hea) and one or more binary signal files. Reads sample formats 8, 16, 24,
/// 32, 61, 80, 160, 212, 310 and 311, MATLAB level 4 matrices, several samples per frame, skew, and records of several segments in fixed
/// or variable layout.
/// </summary>
/// <remarks>
/// Signals of different rates come out at the fastest one's rate, slower ones repeating each sample.
/// Voltages are in millivolts whatever the header's unit. Checksums and initial values are verified.
/// </remarks>
/// <param name="files">Where the files are; the machine's disk by default.</param>
/// <param name="options">How to read.</param>
public sealed class WfdbFormat(IFileSystem? files = null, WfdbOptions? options = null) : IEcgFormat
{
    /// <summary>The extension of header files.</summary>
    public const string Extension = WfdbHeader.Extension;

    private readonly IFileSystem _files = files ?? FileSystem.Disk;

    private readonly WfdbOptions _options = options ?? new WfdbOptions();

    /// <inheritdoc/>
    public string Name => "WFDB";

    /// <inheritdoc/>
    public bool CanRead(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEcgFile Open(string path) => new RecordFile(this, path);

    /// <summary>Reads a header alone.</summary>
    /// <param name="path">The header file.</param>
    /// <exception cref="DataFormatException">The header breaks the format's rules.</exception>
    public WfdbHeader ReadHeader(string path) => HeaderParser.Read(_files, path);

    /// <summary>Reads a record.</summary>
    /// <param name="path">The header file.</param>
    /// <exception cref="DataFormatException">
    /// Header or signal files break the format's rules, are too short, or contradict each other (checksum; initial
    /// value if there is no checksum).
    /// </exception>
    public EcgRecording Read(string path) => Read(path, master: null);

    private EcgRecording Read(string path, WfdbHeader? master)
    {
        var record = new RecordReader(_files, _options, path, master).Read();
        return new EcgRecording
        {
            Name = record.Name,
            SourcePath = path,
            SamplingRateHz = record.SamplingRateHz,
            Signals = [.. record.Signals.Select(SignalOf)],
            Subject = WfdbComments.ReadSubject(record.Comments),
            RecordedAt = record.RecordedAt,
            Comments = record.Comments,
            Warnings = record.Warnings,
        };
    }

    /// <summary>Writes a recording into a folder as a WFDB record in format 16; see <see cref="WfdbWriter"/>.</summary>
    /// <returns>The path of the header.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static string Write(string folder, EcgRecording recording, IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return WfdbWriter.Write(folder, new WfdbRecord
        {
            Name = recording.Name,
            SamplingRateHz = recording.SamplingRateHz,
            Signals =
            [
                .. recording.Signals.Select(
                    signal => new WfdbChannel { Name = signal.Name, Samples = signal.Samples, Units = signal.Units }),
            ],
            Comments = recording.Comments,
        }, files);
    }

    private static EcgSignal SignalOf(WfdbChannel channel) => new()
    {
        Name = channel.Name,
        Samples = channel.Samples,
        Counts = channel.Counts,
        Units = channel.Units,
        Gain = channel.Gain,
        Baseline = channel.Baseline,
    };

    private sealed class RecordFile(WfdbFormat format, string path) : IEcgFile
    {
        private WfdbHeader? _master;
        private IReadOnlyList<string>? _parts;

        public int Count => 1;

        /// <summary>The segments' headers. The header that names them is kept for reading.</summary>
        public IReadOnlyList<string> Parts => _parts ??= FindParts();

        public EcgRecording Read(int index)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
            return format.Read(path, _master);
        }

        public void Suspend()
        {
        }

        public void Dispose()
        {
        }

        private IReadOnlyList<string> FindParts()
        {
            try
            {
                _master = WfdbHeader.ReadMultiSegment(format._files, path);
            }
            catch (DataFormatException)
            {
                return [];
            }
            var folder = Path.GetDirectoryName(path) ?? "";
            return [.. (_master?.Segments ?? []).Select(segment => Path.Combine(folder, segment.Name + Extension))];
        }
    }
}
