using System.Globalization;
using System.Runtime.CompilerServices;
using EcgCmrNative.Tests.Pages;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine;

/// <summary>
/// The programs of docs/embedding.md are those of Tests/Pages, word for word, so that the page shows programs that compile outside the
/// libraries, run and print what it says.
/// </summary>
[TestFixture]
internal sealed class EmbeddingPageTests
{
    private const string Begin = "// The page's program begins.";
    private const string End = "// The page's program ends.";

    private static readonly string Repository = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Source())!, "..", ".."));
    private static readonly string[] Page = Lines(File.ReadAllText(Path.Combine(Repository, "docs", "embedding.md")));

    [TestCase(nameof(SineProgram))]
    [TestCase("Operators")]
    [TestCase(nameof(ChecksProgram))]
    [TestCase(nameof(RecordingsProgram))]
    [TestCase(nameof(PredictionProgram))]
    public void ThePageShowsTheProgram(string name)
    {
        var program = Lines(File.ReadAllText(Path.Combine(Repository, "Tests", "Pages", $"{name}.cs")))
            .SkipWhile(line => line != Begin).Skip(1).TakeWhile(line => line != End);
        Assert.That(string.Join('\n', Page), Does.Contain(string.Join('\n', program)));
    }

    [Test]
    public void TheTrainingLoopLearnsAndPrintsWhatThePageSays()
    {
        var console = new PageConsole();
        SineProgram.Run(console);

        // Processors round differently, and four hundred steps make something of it: the form is the page's, the function is learned.
        Assert.That(Page.Select(WithoutDigits), Is.SupersetOf(console.Lines.Select(WithoutDigits)));
        var learned = double.Parse(console.Lines[^1].Split(' ')[^1], CultureInfo.InvariantCulture);
        Assert.That(learned, Is.EqualTo(Math.Sin(1.5)).Within(0.05));
    }

    [Test]
    public void OperatorsAndModuleOfTheirOwnWork()
    {
        var console = new PageConsole();
        ChecksProgram.Run(console);
        Assert.That(Page, Is.SupersetOf(console.Lines));
        Assert.That(console.Lines, Has.None.Contains("False"));
    }

    private static string WithoutDigits(string line) =>
        string.Concat(line.Select(character => char.IsAsciiDigit(character) ? '0' : character));

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Source([CallerFilePath] string path = "") => path;
}
