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

    /// <inheritdoc/>
    public string Name => "array (NumPy, PyTorch, safetensors)";

    /// <inheritdoc/>
    public bool CanRead(string path)
    {
        using var file = TryOpen(path);
        return file is not null;
    }

    /// <inheritdoc/>
    /// <remarks>Null also for a damaged file: it could as well be a file of weights.</remarks>
    public IEcgFile? TryOpen(string path)
    {
        if (!TensorFormats.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return null;
        try
        {
            return Open(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public IEcgFile Open(string path)
    {
        var file = TensorFormats.Open(path, files);
        try
        {
            if (file.Tensors.Count > 0 && file.Tensors.All(LooksLikeEcgs)) return new ArrayFile(file, samplingRateHz);
            throw new DataFormatException(
                path, null, "no ECGs: expected arrays [leads, T], [N, leads, T] or [N, 1, leads, T] of floating-point numbers, found "
                    + string.Join("; ", file.Tensors.Take(3)));
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
        private readonly List<(FileTensor Tensor, int Row)> _recordings = [];

        public ArrayFile(TensorFile file, double samplingRateHz)
        {
            _file = file;
            _samplingRateHz = samplingRateHz;
            foreach (var tensor in file.Tensors)
            {
                var rows = tensor.Shape.Count == 2 ? 1 : tensor.Shape[0];
                if (_recordings.Count + rows > int.MaxValue)
                    throw new DataFormatException(file.Path, null, $"{tensor} has too many recordings");
                for (var row = 0; row < rows; row++) _recordings.Add((tensor, row));
            }
        }

        public int Count => _recordings.Count;

        public EcgRecording Read(int index)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var (tensor, row) = _recordings[index];
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
