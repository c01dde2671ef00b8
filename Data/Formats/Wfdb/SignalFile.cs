using System.Buffers;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>
/// A file with the samples of one or more signals, frame by frame: all samples of the first signal's frame, then of the second's …
/// </summary>
internal sealed class SignalFile
{
    /// <summary>Samples unpacked at a time: they fit the second-level cache.</summary>
    private const int ChunkSamples = 1 << 15;

    private readonly IFileSystem _files;

    private readonly SampleFormat _format;

    private SignalFile(IFileSystem files, string path, WfdbSignal[] signals, SampleFormat format)
    {
        _files = files;
        _format = format;
        Path = path;
        Signals = signals;
        SamplesPerFrame = signals.Sum(signal => (long)signal.SamplesPerFrame);
    }

    public string Path { get; }

    public IReadOnlyList<WfdbSignal> Signals { get; }

    private long SamplesPerFrame { get; }

    private long ByteOffset => Signals[0].ByteOffset;

    /// <summary>The files of a record, in the header's order; signals that are described but not stored belong to none.</summary>
    /// <exception cref="DataFormatException">An unknown format, or signals of one file that contradict each other.</exception>
    public static IReadOnlyList<SignalFile> Of(IFileSystem files, WfdbHeader header)
    {
        var folder = System.IO.Path.GetDirectoryName(header.Path) ?? "";
        var found = new List<SignalFile>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int start = 0, end; start < header.Signals.Count; start = end)
        {
            var first = header.Signals[start];
            for (end = start + 1; end < header.Signals.Count && header.Signals[end].FileName == first.FileName;) end++;
            if (first.FileName == WfdbSignal.NoFile) continue;
            if (!names.Add(first.FileName))
                throw new DataFormatException(header.Path, null, $"the signals of '{first.FileName}' are not listed one after the other");
            if (SampleFormat.Find(first.Format) is not { } format)
                throw new DataFormatException(header.Path, null, UnknownFormat(first.Format));
            var signals = header.Signals.Skip(start).Take(end - start).ToArray();
            if (Array.Find(signals, signal => signal.Format != first.Format || signal.ByteOffset != first.ByteOffset) is { } odd)
                throw new DataFormatException(
                    header.Path, null, $"signal '{odd.Description}' differs in format or offset from the others in '{odd.FileName}'");
            found.Add(new SignalFile(files, System.IO.Path.Combine(folder, first.FileName), signals, format));
        }
        return found;
    }

    /// <summary>The file's length in bytes.</summary>
    public long Length()
    {
        using var stream = _files.OpenData(Path);
        return stream.Length;
    }

    /// <summary>Whole frames that the file holds.</summary>
    public long FramesInFile() => _format.SamplesIn(Math.Max(0, Length() - ByteOffset)) / SamplesPerFrame;

    /// <summary>Reads the counts of every signal, as stored.</summary>
    /// <exception cref="DataFormatException">The file is too short for its frames, or is not the expected MATLAB file.</exception>
    public DecodedSignal[] Decode(long frames)
    {
        using var stream = _files.OpenData(Path);
        var bytes = _format.BytesFor(checked(frames * SamplesPerFrame));
        if (Path.EndsWith(".mat", StringComparison.OrdinalIgnoreCase))
            MatlabMatrix.Check(stream, Path, _format.Number, SamplesPerFrame, frames, ByteOffset);
        if (stream.Length - ByteOffset < bytes)
        {
            throw new DataFormatException(
                Path, stream.Length, $"the file ends too early: {frames} frames of {SamplesPerFrame} samples in format "
                    + $"{_format.Number} take {bytes} bytes at byte {ByteOffset}, only {Math.Max(0, stream.Length - ByteOffset)} are left");
        }
        stream.Position = ByteOffset;
        var decoded = Signals.Select(signal => new DecodedSignal(signal, _format, new int[checked(frames * signal.SamplesPerFrame)]))
            .ToArray();
        Unpack(stream, frames, decoded);
        return decoded;
    }

    private void Unpack(Stream stream, long frames, DecodedSignal[] decoded)
    {
        // Six frames are whole packs in every format, so that no pack lies across two chunks.
        var chunkFrames = (int)Math.Min(frames, 6 * Math.Max(1, ChunkSamples / (6 * SamplesPerFrame)));
        var capacity = checked((int)(chunkFrames * SamplesPerFrame)) + _format.SamplesPerPack;
        var samples = ArrayPool<int>.Shared.Rent(capacity);
        var packs = ArrayPool<byte>.Shared.Rent((capacity / _format.SamplesPerPack + 1) * _format.BytesPerPack);
        try
        {
            for (long frame = 0; frame < frames; frame += chunkFrames)
            {
                var count = (int)Math.Min(chunkFrames, frames - frame);
                var wanted = (int)(count * SamplesPerFrame);
                var packCount = (wanted + _format.SamplesPerPack - 1) / _format.SamplesPerPack;
                var stored = packs.AsSpan(0, (int)_format.BytesFor(wanted));
                stream.ReadData(Path, stored);
                packs.AsSpan(stored.Length, packCount * _format.BytesPerPack - stored.Length).Clear();
                _format.Unpack(packs.AsSpan(0, packCount * _format.BytesPerPack), samples.AsSpan(0, packCount * _format.SamplesPerPack));
                Distribute(samples.AsSpan(0, wanted), frame, count, decoded);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(samples);
            ArrayPool<byte>.Shared.Return(packs);
        }
        if (!_format.IsDifference) return;
        foreach (var signal in decoded) signal.Accumulate();
    }

    private void Distribute(ReadOnlySpan<int> samples, long firstFrame, int frames, DecodedSignal[] decoded)
    {
        var (stride, column) = ((int)SamplesPerFrame, 0);
        foreach (var signal in decoded)
        {
            var width = signal.Header.SamplesPerFrame;
            var target = signal.Counts.AsSpan((int)(firstFrame * width), frames * width);
            if (width == 1)
            {
                for (int t = 0, s = column; t < target.Length; t++, s += stride) target[t] = samples[s];
            }
            else
            {
                for (var frame = 0; frame < frames; frame++)
                    samples.Slice(frame * stride + column, width).CopyTo(target[(frame * width)..]);
            }
            column += width;
        }
    }

    private static string UnknownFormat(int number) => number is 508 or 516 or 524
        ? $"unsupported FLAC-compressed format {number}; convert the record to format 16, for example with xform of the WFDB software"
        : $"unknown sample format {number}; supported: {SampleFormat.Known}";
}
