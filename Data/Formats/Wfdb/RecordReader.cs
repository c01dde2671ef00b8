using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Units;

namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>Reads a whole record, of one segment or many, into a <see cref="WfdbRecord"/>.</summary>
/// <param name="files">The file system.</param>
/// <param name="options">How to read.</param>
/// <param name="path">The header file.</param>
/// <param name="known">The header, if it was parsed before; null to read it.</param>
internal sealed class RecordReader(IFileSystem files, WfdbOptions options, string path, WfdbHeader? known = null)
{
    /// <summary>
    /// A record up to this size may consist of gaps and repeated samples alone. A larger one needs bytes in a file, so that a small hostile
    /// header cannot make the reader allocate much memory.
    /// </summary>
    private const long FreeSamples = 1L << 21;

    private const int SamplesPerFileByte = 16;

    /// <summary>Samples of decoded segments that are kept.</summary>
    private const long MostKeptSamples = 1L << 18;

    private readonly List<string> _warnings = [];
    private readonly Dictionary<(string Header, string File, long Frames), DecodedSignal[]> _decoded = [];
    private long _decodedSamples;

    public WfdbRecord Read()
    {
        var header = known ?? HeaderParser.Read(files, path);
        var (layout, segments) = header.Segments.Count > 0 ? ReadSegmentHeaders(header) : (header, [WithLength(header)]);
        var frames = segments.Sum(segment => segment.Frames);
        if (layout.Signals.Count == 0 || frames == 0)
            throw new DataFormatException(path, null, $"the record is empty: {layout.Signals.Count} signals of {frames} samples");
        if (header.FrameCount is { } stated && stated != frames)
            throw new DataFormatException(path, null, $"the segments have {frames} samples in total, the record line says {stated}");
        var samplesPerFrame = Math.Max(layout.MaximumSamplesPerFrame, segments.Max(segment => segment.Header?.MaximumSamplesPerFrame ?? 1));
        CheckSize(layout.Signals.Count, frames, samplesPerFrame, segments);
        var assemblies = layout.Signals.Select(signal => new SignalAssembly(signal, frames, samplesPerFrame)).ToArray();
        long start = 0;
        foreach (var segment in segments)
        {
            if (segment.Header is not null) ReadSegment(segment.Header, layout, start, segment.Frames, assemblies);
            start += segment.Frames;
        }
        var comments = header.Segments.Count == 0
            ? header.Comments
            : [.. header.Comments, .. segments.SelectMany(segment => segment.Header?.Comments ?? []).Distinct(StringComparer.Ordinal)];
        return new WfdbRecord
        {
            Name = Path.GetFileNameWithoutExtension(path),
            SamplingRateHz = header.SamplingRateHz * samplesPerFrame,
            Signals = [.. assemblies.Select(assembly => assembly.Finish())],
            RecordedAt = header.RecordedAt,
            Comments = comments,
            Warnings = _warnings,
        };
    }

    private (WfdbHeader Layout, List<(WfdbHeader? Header, long Frames)> Segments) ReadSegmentHeaders(WfdbHeader master)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        var headers = new Dictionary<string, WfdbHeader>(StringComparer.Ordinal);
        var segments = new List<(WfdbHeader? Header, long Frames)>();
        WfdbHeader? layout = null;
        foreach (var (name, frames) in master.Segments)
        {
            if (name == WfdbSegment.Gap)
            {
                segments.Add((null, frames));
                continue;
            }
            if (!headers.TryGetValue(name, out var header))
                headers[name] = header = HeaderParser.Read(files, Path.Combine(folder, name + WfdbHeader.Extension));
            if (header.Segments.Count > 0) throw new DataFormatException(header.Path, null, "a segment must not have segments");
            if (header.SamplingRateHz != master.SamplingRateHz)
                throw new DataFormatException(
                    header.Path, null, $"the segment has {header.SamplingRateHz} Hz, the record {master.SamplingRateHz} Hz");
            layout ??= header;
            if (frames == 0) continue; // the layout segment, which only describes
            if (header.FrameCount is { } own && own != frames)
                throw new DataFormatException(header.Path, null, $"the segment has {own} samples, the record's header says {frames}");
            segments.Add((header, frames));
        }
        if (layout is null || segments.Count == 0) throw new DataFormatException(path, null, "the record has no segment with signals");
        if (layout.Signals.Count != master.SignalCount)
            throw new DataFormatException(
                layout.Path, null, $"the first segment has {layout.Signals.Count} signals, the record {master.SignalCount}");
        return (layout, segments);
    }

    /// <summary>The number of frames, counted in the file where the header leaves it open.</summary>
    private (WfdbHeader? Header, long Frames) WithLength(WfdbHeader header)
    {
        if (header.FrameCount is { } frames) return (header, frames);
        var first = SignalFile.Of(files, header).FirstOrDefault()
            ?? throw new DataFormatException(
                path, null, "the header has neither a number of samples nor a signal file to count them in");
        return (header, first.FramesInFile());
    }

    private void CheckSize(int signals, long frames, int samplesPerFrame, List<(WfdbHeader? Header, long Frames)> segments)
    {
        var perSignal = checked(frames * samplesPerFrame);
        var most = Math.Min(options.MaximumSamples / Math.Max(1, signals), Array.MaxLength);
        if (perSignal > most)
        {
            throw new DataFormatException(
                path, null, $"{signals} signals of {perSignal} samples; at most {options.MaximumSamples} are allowed "
                    + $"(set {nameof(WfdbOptions)}.{nameof(WfdbOptions.MaximumSamples)})");
        }
        if (perSignal * signals <= FreeSamples) return;
        var bytes = segments.Select(segment => segment.Header).OfType<WfdbHeader>().Distinct()
            .SelectMany(header => SignalFile.Of(files, header))
            .DistinctBy(file => file.Path).Sum(file => file.Length());
        if (perSignal * signals > checked(bytes * SamplesPerFileByte))
            throw new DataFormatException(
                path, null, $"{signals} signals of {perSignal} samples, almost all of them gaps: the signal files have {bytes} bytes");
    }

    private void ReadSegment(WfdbHeader segment, WfdbHeader layout, long start, long frames, SignalAssembly[] assemblies)
    {
        // A segment of a fixed-layout record has all signals in order; of a variable-layout record some of them, in any order.
        var fixedLayout = ReferenceEquals(segment, layout)
            || (segment.Signals.Count == layout.Signals.Count && layout.Signals.All(signal => signal.FileName != WfdbSignal.NoFile));
        var places = Places(fixedLayout ? segment.Signals : layout.Signals, fixedLayout);
        foreach (var file in SignalFile.Of(files, segment))
        {
            foreach (var decoded in Decode(segment, file, frames))
            {
                if (decoded.FindMismatch() is { } mismatch) Report(file, mismatch);
                else if (decoded.FindOddity() is { } oddity) Warn(file, oddity);
                if (!places.TryGetValue(fixedLayout ? decoded.Header : decoded.Header.Description, out var free) || free.Count == 0)
                    throw new DataFormatException(segment.Path, null, $"the record's layout has no signal '{decoded.Header.Description}'");
                var index = free.Dequeue();
                if (Millivolts.Per(decoded.Header.Units) is null != Millivolts.Per(layout.Signals[index].Units) is null)
                    throw new DataFormatException(
                        segment.Path, null, $"signal '{decoded.Header.Description}' changes its unit between segments");
                assemblies[index].Place(decoded, start, frames);
            }
        }
    }

    /// <summary>Decodes a file; one that many segments consist of is decoded once, if it is small.</summary>
    private DecodedSignal[] Decode(WfdbHeader segment, SignalFile file, long frames)
    {
        var key = (segment.Path, file.Path, frames);
        if (_decoded.TryGetValue(key, out var known)) return known;
        var decoded = file.Decode(frames);
        var samples = decoded.Sum(signal => (long)signal.Counts.Length);
        if (_decodedSamples + samples > MostKeptSamples) return decoded;
        _decodedSamples += samples;
        return _decoded[key] = decoded;
    }

    private void Report(SignalFile file, string mismatch)
    {
        if (options.OnMismatch == WfdbMismatch.Refuse)
            throw new DataFormatException(file.Path, null, $"{mismatch}; the file is damaged, or belongs to another header");
        Warn(file, mismatch);
    }

    private void Warn(SignalFile file, string text) => _warnings.Add($"{Path.GetFileName(file.Path)}: {text}");

    /// <summary>Where each signal of a layout is, by itself or by its name; signals of one name are taken in their order.</summary>
    private static Dictionary<object, Queue<int>> Places(IReadOnlyList<WfdbSignal> signals, bool bySignal)
    {
        var places = new Dictionary<object, Queue<int>>(bySignal ? ReferenceEqualityComparer.Instance : EqualityComparer<object>.Default);
        for (var i = 0; i < signals.Count; i++)
        {
            object key = bySignal ? signals[i] : signals[i].Description;
            if (!places.TryGetValue(key, out var free)) places[key] = free = new Queue<int>();
            free.Enqueue(i);
        }
        return places;
    }
}
