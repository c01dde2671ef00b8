namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Breaks text between words.</summary>
internal static class TextWrap
{
    /// <summary>Lines of a text, none longer than a width unless one word is.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        if (line.Length > 0) yield return line;
    }

    /// <summary>A command line, broken before options as a shell allows it.</summary>
    public static IEnumerable<string> CommandLine(string words, int width)
    {
        var parts = words.Replace(" --", "\n--", StringComparison.Ordinal).Split('\n');
        var line = parts[0];
        foreach (var part in parts[1..])
        {
            if (line.Length + 3 + part.Length > width)
            {
                yield return $"{line} \\";
                line = $"    {part}";
            }
            else
            {
                line = $"{line} {part}";
            }
        }
        yield return line;
    }
}
