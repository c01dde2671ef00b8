namespace EcgCmrNative.Cli.Display;

/// <summary>What a run does otherwise than the paper.</summary>
internal static class ChangedSettings
{
    private const int Width = 78;

    /// <summary>Says which settings differ from the published ones; nothing if none does.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="differences">Options with the published value and that of the run.</param>
    public static void Say(Terminal terminal, IEnumerable<(string Name, string Published, string Chosen)> differences)
    {
        var all = differences.Select(change => $"{change.Name} {change.Chosen} ({change.Published})").ToArray();
        if (all.Length == 0) return;
        terminal.Say("settings that differ from the published ones (in brackets):");
        var line = "";
        foreach (var text in all)
        {
            if (line.Length > 0 && line.Length + 2 + text.Length > Width)
            {
                terminal.Say($"  {line}");
                line = "";
            }
            line += line.Length == 0 ? text : $", {text}";
        }
        terminal.Say($"  {line}");
    }
}
