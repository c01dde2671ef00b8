using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Data.Recordings.Formats;

/// <summary>
/// Arrays of ECGs as NumPy, PyTorch and safetensors files hold them: [leads, T], [N, leads, T] or [N, 1, leads, T] of floating-point
/// numbers, or a list of such. An array has no names, units or rate of its own: twelve leads are taken in their standard order, values as
/// millivolts, and the rate is given.
/// </summary>
/// <param name="files">The file system; the machine's if null.</param>
/// <param name="samplingRateHz">Samples per second of all such files; 500 in the published data.</param>
public sealed class ArrayEcgFormat(IFileSystem? files = null, double samplingRateHz = 500) : IEcgFormat
{
    private const int MostLeads = 64;

    /// <summary>About what a recording costs before it is read: every one becomes a source with a name.</summary>
    private const int RecordingBytes = 256;

    /// <inheritdoc/>
    public string Name => "array (NumPy, PyTorch, safetensors)";

    /// <inheritdoc/>
    public bool CanRead(string path)
    {
        try
        {
            using var file = TryOpen(path);
            return file is not null;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Null for an intact file of other arrays, such as weights. A damaged one may hold ECGs, so it is an error.</remarks>
    public IEcgFile? TryOpen(string path) =>
        TensorFormats.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) ? OpenIf(path, otherwise: null) : null;

    /// <inheritdoc/>
    public IEcgFile Open(string path) => OpenIf(
        path,
        file => new DataFormatException(
            path, null, "no ECGs: expected arrays [leads, T], [N, leads, T] or [N, 1, leads, T] of floating-point numbers, found "
                + string.Join("; ", file.Tensors.Take(3))))!;

    /// <summary>The ECGs of a file of arrays that is open already.</summary>
    /// <returns>Null for other arrays; otherwise the ECGs, which take the file over: it is closed with them.</returns>
    /// <exception cref="DataFormatException">The ECGs cost more memory than the file's length justifies.</exception>
    public IEcgFile? TryOpen(TensorFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Tensors.Count > 0 && file.Tensors.All(LooksLikeEcgs) ? new ArrayFile(file, samplingRateHz) : null;
    }

    /// <summary>Opens a file of ECGs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="otherwise">The error for other arrays; null to return null for them.</param>
    private IEcgFile? OpenIf(string path, Func<TensorFile, DataFormatException>? otherwise)
    {
        var file = TensorFormats.Open(path, files);
        try
        {
            if (TryOpen(file) is { } ecgs) return ecgs;
            if (otherwise is not null) throw otherwise(file);
            file.Dispose();
            return null;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Leads × time, time being the longer axis. Other arrays are taken for weights.</summary>
    private static bool LooksLikeEcgs(FileTensor tensor)
    {
        var shape = tensor.Shape;
        if (tensor.Kind.IsInteger() || !tensor.Kind.IsConvertible() || shape.Count is < 2 or > 4) return false;
        var (leads, samples) = (shape[^2], shape[^1]);
        return leads is >= 1 and <= MostLeads && samples > leads && samples <= int.MaxValue && (shape.Count < 4 || shape[1] == 1);
    }

    private sealed class ArrayFile : IEcgFile
    {
        private readonly TensorFile _file;
        private readonly double _samplingRateHz;
        private readonly List<(FileTensor Tensor, int First)> _tensors = [];

        public ArrayFile(TensorFile file, double samplingRateHz)
        {
            _file = file;
            _samplingRateHz = samplingRateHz;
            foreach (var tensor in file.Tensors)
            {
                var rows = tensor.Shape.Count == 2 ? 1 : tensor.Shape[0];
                if (rows == 0) continue;
                file.Take(Math.Min(rows, int.MaxValue) * RecordingBytes, "recordings");
                _tensors.Add((tensor, Count));
                Count += (int)rows;
            }
        }

        public int Count { get; }

        public EcgRecording Read(int index)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var (tensor, first) = _tensors.FindLast(one => one.First <= index);
            var row = index - first;
            var (leads, samples) = ((int)tensor.Shape[^2], (int)tensor.Shape[^1]);
            var signals = new EcgSignal[leads];
            for (var lead = 0; lead < leads; lead++)
            {
                var values = new float[samples];
                tensor.CopyTo(values, ((long)row * leads + lead) * samples);
                var name = leads == Enum.GetValues<Lead>().Length ? ((Lead)lead).ToString() : $"signal {lead}";
                signals[lead] = new EcgSignal { Name = name, Samples = values };
            }
            var file = Path.GetFileNameWithoutExtension(_file.Path);
            return new EcgRecording
            {
                Name = Count == 1 ? file : $"{file}[{index}]",
                SourcePath = _file.Path,
                SamplingRateHz = _samplingRateHz,
                Signals = signals,
            };
        }

        public void Suspend() => _file.Suspend();

        public void Dispose() => _file.Dispose();
    }
}
