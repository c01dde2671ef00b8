using System.Globalization;
using System.Text;
using System.Text.Unicode;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Wfdb;

/// <summary>Reads header files. Source: header(5), WFDB Applications Guide.</summary>
internal static class HeaderParser
{
    private const int MaximumBytes = 1 << 20;

    private const int MaximumSignals = 4096;

    private const int MaximumSegments = 1 << 16;

    /// <summary>More than any recorder has; keeps products of counts far from overflow.</summary>
    private const int MaximumSamplesPerFrame = 1 << 16;

    /// <summary>A sample in eleven days.</summary>
    private const double LowestRateHz = 1e-6;

    private const long MaximumFrames = 1L << 40;

    /// <exception cref="DataFormatException">The header breaks the format's rules, at the byte that it names.</exception>
    public static WfdbHeader Read(IFileSystem files, string path) => Parse(path, files.ReadAllData(path, MaximumBytes));

    /// <summary>The header of a multi-segment record; null, without reading the signal lines, for another header.</summary>
    public static WfdbHeader? ReadMultiSegment(IFileSystem files, string path)
    {
        var bytes = files.ReadAllData(path, MaximumBytes).AsSpan();
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range].Trim(" \t\r\0"u8);
            if (line.IsEmpty || line[0] == '#') continue;
            var end = line.IndexOfAny((byte)' ', (byte)'\t');
            return line[..(end < 0 ? line.Length : end)].Contains((byte)'/') ? Parse(path, bytes) : null;
        }
        return null;
    }

    public static WfdbHeader Parse(string path, ReadOnlySpan<byte> bytes)
    {
        var encoding = Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1;
        var comments = new List<string>();
        var lines = new Queue<HeaderLine>();
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var text = encoding.GetString(bytes[range]).Trim(' ', '\t', '\r', '\0', '\uFEFF');
            if (text.StartsWith('#')) comments.Add(text[1..].Trim());
            else if (text.Length > 0) lines.Enqueue(new HeaderLine(path, range.Start.GetOffset(bytes.Length), text));
        }
        if (!lines.TryDequeue(out var recordLine)) throw new DataFormatException(path, 0, "the header has no record line");
        var (header, segmentCount) = ParseRecordLine(path, recordLine);
        header = header with { Comments = comments };
        var expected = segmentCount ?? header.SignalCount;
        if (lines.Count < expected)
        {
            var kind = segmentCount is null ? "signal" : "segment";
            throw new DataFormatException(
                path, bytes.Length, $"the record line states {expected} {kind} lines, but the header has {lines.Count}");
        }
        return segmentCount is { } segments
            ? header with { Segments = [.. Enumerable.Range(0, segments).Select(_ => ParseSegment(lines.Dequeue()))] }
            : header with { Signals = [.. Enumerable.Range(0, expected).Select(index => ParseSignal(lines.Dequeue(), index))] };
    }

    /// <summary>name[/segments] signals [rate[/counter[(base)]] [frames [time [date]]]]</summary>
    private static (WfdbHeader Header, int? SegmentCount) ParseRecordLine(string path, HeaderLine line)
    {
        var name = line.Require("the record's name");
        int? segments = null;
        if (name.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0)
        {
            segments = line.Int(name[(slash + 1)..], "the number of segments", 1, MaximumSegments);
            name = name[..slash];
        }
        var signals = line.Int(line.Require("the number of signals"), "the number of signals", 0, MaximumSignals);
        var rate = WfdbHeader.DefaultSamplingRateHz;
        if (line.Next() is { } rateField)
        {
            rate = line.Number(rateField.Split('/')[0], "the sampling rate");
            if (rate is < LowestRateHz or > 1e7)
                throw line.Error($"the sampling rate is {HeaderLine.Shown(rateField)} Hz; expected 0.000001 Hz to 10 MHz");
        }
        long? frames = line.Next() is { } framesField ? line.Long(framesField, "the number of samples", 0, MaximumFrames) : null;
        var header = new WfdbHeader
        {
            Path = path,
            RecordName = name,
            SignalCount = signals,
            SamplingRateHz = rate,
            FrameCount = frames is 0 ? null : frames, // header(5): 0 means "not stated"
            RecordedAt = ParseTime(line.Next(), line.Next()),
        };
        return (header, segments);
    }

    /// <summary>
    /// Time and date in either order, as both orders are found; a date that cannot be read is ignored.
    /// </summary>
    private static DateTime? ParseTime(string? first, string? second)
    {
        if (first is null || second is null) return null;
        var (time, date) = first.Contains(':', StringComparison.Ordinal) ? (first, second) : (second, first);
        string[] dates = ["d/M/yyyy", "dd-MMM-yyyy", "yyyy-MM-dd"];
        return TimeSpan.TryParse(time, CultureInfo.InvariantCulture, out var ofDay)
            && ofDay >= TimeSpan.Zero && ofDay < TimeSpan.FromDays(1)
            && DateTime.TryParseExact(date, dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day + ofDay
            : null;
    }

    private static WfdbSegment ParseSegment(HeaderLine line)
    {
        var name = line.Require("the segment's name");
        if (name != WfdbSegment.Gap) CheckPlainName(line, name);
        const string Length = "the segment's number of samples";
        return new WfdbSegment(name, line.Long(line.Require(Length), Length, 0, MaximumFrames));
    }

    /// <summary>
    /// file format[xN][:skew][+offset] [gain[(baseline)][/units] [bits [zero [initial [checksum [block [description]]]]]]]
    /// </summary>
    private static WfdbSignal ParseSignal(HeaderLine line, int index)
    {
        var file = line.Require("the signal's file");
        if (file != WfdbSignal.NoFile) CheckPlainName(line, file);
        var signal = ParseFormat(line, new WfdbSignal { FileName = file, Format = 0, Description = $"signal {index}" });
        var (gain, baseline, units) = line.Next() is { } gainField ? ParseGain(line, gainField) : (0, null, "");
        var resolution = line.NextInt("the resolution") ?? 0;
        var zero = line.NextInt("the zero level") ?? 0;
        var initial = line.NextInt("the initial value");
        var checksum = line.NextInt("the checksum");
        _ = line.NextInt("the block size");
        var description = line.Rest();
        return signal with
        {
            Gain = gain == 0 ? WfdbSignal.DefaultGain : gain,
            Baseline = baseline ?? zero,
            Units = units,
            AdcResolution = resolution,
            AdcZero = zero,
            InitialValue = initial,
            Checksum = checksum,
            Description = description.Length > 0 ? description : signal.Description,
        };
    }

    private static WfdbSignal ParseFormat(HeaderLine line, WfdbSignal signal)
    {
        var field = line.Require("the signal's format");
        var digits = field.IndexOfAnyExceptInRange('0', '9');
        var rest = digits < 0 ? "" : field[digits..];
        signal = signal with { Format = line.Int(digits < 0 ? field : field[..digits], "the format", minimum: 0) };
        while (rest.Length > 0)
        {
            var end = rest.AsSpan(1).IndexOfAny('x', ':', '+') is var next and >= 0 ? next + 1 : rest.Length;
            var value = rest[1..end];
            signal = rest[0] switch
            {
                'x' => signal with { SamplesPerFrame = line.Int(value, "samples per frame", 1, MaximumSamplesPerFrame) },
                ':' => signal with { Skew = line.Int(value, "the skew", 0, int.MaxValue) },
                '+' => signal with { ByteOffset = line.Long(value, "the byte offset", 0, long.MaxValue / 2) },
                _ => throw line.Error($"the format is '{field}'; expected a number, then [xSAMPLES] [:SKEW] [+OFFSET]"),
            };
            rest = rest[end..];
        }
        return signal;
    }

    private static (double Gain, int? Baseline, string Units) ParseGain(HeaderLine line, string field)
    {
        var units = "";
        if (field.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0) (field, units) = (field[..slash], field[(slash + 1)..]);
        int? baseline = null;
        if (field.IndexOf('(', StringComparison.Ordinal) is var open and >= 0)
        {
            if (!field.EndsWith(')')) throw line.Error($"the gain '{field}' has no closing bracket after its baseline");
            baseline = line.Int(field[(open + 1)..^1], "the baseline");
            field = field[..open];
        }
        var gain = line.Number(field, "the gain");
        if (Math.Abs(gain) is (> 0 and < 1e-9) or > 1e12) throw line.Error($"the gain is {gain}, which is outside 1e-9 to 1e12");
        return (gain, baseline, units);
    }

    /// <summary>A header may name files in its own folder only.</summary>
    private static void CheckPlainName(HeaderLine line, string name)
    {
        var plain = name is not ("." or ".." or "-" or "~") && name.Length <= 255
            && !name.AsSpan().ContainsAny("/\\:*?\"<>|") && !name.Any(char.IsControl);
        if (!plain) throw line.Error("invalid file name: expected a plain name in the folder of the header");
    }
}
