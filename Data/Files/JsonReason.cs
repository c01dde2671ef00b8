using System.Text.Json;
using System.Text.RegularExpressions;

namespace EcgCmrNative.Data.Files;

/// <summary>Why JSON text cannot be read, without the words that only a programmer of .NET knows.</summary>
public static partial class JsonReason
{
    /// <summary>
    /// The message of an exception of the JSON reader, with line and byte, counted from 1; that of another exception as it is.
    /// </summary>
    public static string Of(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (error is not JsonException json) return error.Message;
        var reason = Place().Replace(json.Message, "").TrimEnd(' ', '.');
        reason = UnknownMember().Replace(reason, "is unknown");
        reason = MissingMembers().Replace(reason, "these fields are missing:");
        reason = Target().Replace(reason, "");
        return json is { LineNumber: { } line, BytePositionInLine: { } position }
            ? $"{reason} (line {line + 1}, byte {position + 1}{(json.Path is { Length: > 0 } and not "$" ? $", at {json.Path}" : "")})"
            : reason;
    }

    [GeneratedRegex(@" ?(Path: .*? \| )?LineNumber: \d+ \| BytePositionInLine: \d+\.", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex(@"could not be mapped to any \.NET member contained in type '[^']*'")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"^JSON deserialization for type '[^']*' was missing required properties including:")]
    private static partial Regex MissingMembers();

    [GeneratedRegex(@" to (System|EcgCmrNative)\.\S+$")]
    private static partial Regex Target();
}
