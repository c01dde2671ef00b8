using System.CommandLine;
using EcgCmrNative.Cli;
using EcgCmrNative.Cli.CommandLine;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>Help fits a terminal, says everything, and begins with what an option does.</summary>
public sealed class HelpTests
{
    private static readonly string[] Verbs =
    [
        "Accept", "Add", "Also", "Augment", "Average", "Blend", "Choose", "Clip", "Compare", "Compute", "Count", "Create", "Crop", "Check",
        "Do", "Draw", "Drop", "Embed", "Encode", "Evaluate", "Exchange", "Explain", "Export", "Fit", "Freeze", "Hold", "Image", "Keep",
        "Learn", "Mask", "Multiply", "Overwrite", "Predict", "Prepare", "Pre-train",
        "Read", "Replace", "Report", "Reproduce", "Resample", "Resume", "Seed", "Set", "Show", "Standardise", "Spread", "Start", "Stop",
        "Train", "Treat", "Use", "Warm", "Weight", "Work", "Write",
    ];

    private static IEnumerable<IReadOnlyList<Command>> Paths()
    {
        var root = EcgcmrCommandLine.Create();
        return [[root], .. root.Subcommands.Select(command => (IReadOnlyList<Command>)[root, command]), .. EcgcmrCommandLine.Tools(root)];
    }

    private static IEnumerable<string> Pages() => Paths().Select(EcgcmrCommandLine.Name).Distinct();

    private static IEnumerable<TestCaseData> Options() => EcgcmrCommandLine.Tools(EcgcmrCommandLine.Create())
        .SelectMany(path => path[^1].Options.Select(option => new TestCaseData(path[^1], option)
            .SetName($"{EcgcmrCommandLine.Name(path)} {option.Name}")));

    /// <summary>Options of settings are in the tests of their tables.</summary>
    private static IEnumerable<TestCaseData> Defaults() => Options().Where(options => ((Option)options.Arguments[1]!).HasDefaultValue);

    [TestCaseSource(nameof(Pages))]
    public void APageFits80Columns(string command)
    {
        var run = CommandRun.Of([.. command.Split(' ')[1..], "--help"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success));
        Assert.That(run.Output.Split('\n').Where(line => line.Length > HelpPage.Width), Is.Empty);
        Assert.That(run.Output, Does.Contain($"Usage:\n  {command}"));
    }

    [TestCaseSource(nameof(Options))]
    public void AnOptionSaysWhatItDoesAndItsDefault(Command command, Option option)
    {
        Assert.That(Verbs, Does.Contain(option.Description!.Split(' ')[0]));
        Assert.That(option.Description, Does.Match(@"[.] \[(default: .+|required|this or --(ecg|cmr))\]$"));
        Assert.That(((ToolCommand)command).Groups.SelectMany(group => group), Does.Contain(option), "it is in a section of the help");
        Assert.That(option.Required, Is.EqualTo(option.Description!.EndsWith("[required]")));
    }

    /// <summary>What the help prints as default can be typed.</summary>
    [TestCaseSource(nameof(Defaults))]
    public void ADefaultIsAValue(Command command, Option option)
    {
        var text = option.Description!;
        var byDefault = text[(text.LastIndexOf('[') + 1)..^1].Replace("default: ", "", StringComparison.Ordinal);
        var line = EcgcmrCommandLine.Parse(EcgcmrCommandLine.Create(), [.. Words(command), option.Name, byDefault]);
        Assert.That(line.Errors.Where(error => error.Message.StartsWith(option.Name, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void TheListOfCommandsAndTheExitCodesAreOnTheFirstPage()
    {
        var page = CommandRun.Of("--help").Output;
        foreach (var name in EcgcmrCommandLine.Create().Subcommands.Select(command => command.Name))
            Assert.That(page, Does.Contain($"\n  {name} "));
        foreach (var (code, meaning) in ExitCode.All) Assert.That(page, Does.Match($@"\n  {code} +{meaning.Split(' ')[0]}"));
    }

    [Test]
    public void TheVersionIsShown() => Assert.That(CommandRun.Of("--version").Output, Does.Match(@"^ecgcmr \d+\.\d+\.\d+"));

    private static IEnumerable<string> Words(Command command) =>
        EcgcmrCommandLine.Tools(EcgcmrCommandLine.Create()).Single(path => path[^1].Name == command.Name).Skip(1).Select(part => part.Name);
}
