using System.Text;
using System.Text.RegularExpressions;
using EcgCmrNative.Cli;
using EcgCmrNative.Cli.CommandLine;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>The pages of the documentation show command lines that the program understands, and the help that it prints.</summary>
public sealed partial class CommandReferenceTests
{
    private static IEnumerable<string> Pages() =>
        [Path.Combine(Repository.Folder, "README.md"), .. Directory.GetFiles(Path.Combine(Repository.Folder, "docs"), "*.md").Order()];

    /// <summary>With UPDATE_DOCS=1 in the environment, writes the page.</summary>
    [Test]
    public void TheCommandReferenceIsTheHelp()
    {
        var page = new StringBuilder("# Command reference\n\nThe text of `ecgcmr COMMAND --help` for every command. "
            + "[The command line](command-line.md) explains what one does with them.\n");
        foreach (var command in EcgcmrCommandLine.Tools(EcgcmrCommandLine.Create()).Select(EcgcmrCommandLine.Name).Prepend("ecgcmr"))
        {
            page.Append($"\n## {command}\n\n");
            foreach (var line in CommandRun.Of([.. command.Split(' ')[1..], "--help"]).Output.TrimEnd().Split('\n'))
                page.Append($"    {line}".TrimEnd()).Append('\n');
        }
        var path = Path.Combine(Repository.Folder, "docs", "command-reference.md");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(path, page.ToString());
        Assert.That(
            File.ReadAllText(path), Is.EqualTo(page.ToString()),
            "UPDATE_DOCS=1 dotnet test -c Release --filter FullyQualifiedName~CommandReference writes the page anew");
    }

    [TestCaseSource(nameof(Pages))]
    public void CommandsOnAPageAreUnderstood(string path)
    {
        var variables = new Dictionary<string, string>();
        foreach (var line in File.ReadAllText(path).Replace("\\\n", "", StringComparison.Ordinal).Split('\n'))
        {
            if (Assignment().Match(line) is { Success: true } assignment)
                variables[assignment.Groups[1].Value] = assignment.Groups[2].Value;
            if (Shown().Match(line) is not { Success: true } shown || line.Contains("COMMAND", StringComparison.Ordinal)) continue;
            var words = variables.Aggregate(
                shown.Groups[1].Value, (text, variable) => text.Replace($"${variable.Key}", variable.Value, StringComparison.Ordinal));
            if (words.Contains("--epoch ", StringComparison.Ordinal)) continue; // shows what a mistyped option is answered
            var parsed = EcgcmrCommandLine.Parse(EcgcmrCommandLine.Create(), words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.That(UsageErrors.Find(parsed), Is.Null, line);
        }
    }

    [GeneratedRegex("^    ([A-Z]+)=\"([^\"]*)\"")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^    (?:\$ )?ecgcmr ([^#]*)")]
    private static partial Regex Shown();
}
