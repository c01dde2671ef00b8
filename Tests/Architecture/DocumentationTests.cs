using System.Text.RegularExpressions;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Architecture;

/// <summary>Every file and folder that a page names exists.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Tops = ["Engine", "Kernels", "Models", "Data", "Benchmarks", "Tests", "Tools", "docs", ".ci"];

    [TestCaseSource(nameof(Pages))]
    public void Links_lead_to_files(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Checkout.Root, page))!;
        var missing = Links().Matches(File.ReadAllText(Path.Combine(Checkout.Root, page)))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, target)));
        Assert.That(missing, Is.Empty);
    }

    [TestCaseSource(nameof(Pages))]
    public void Paths_in_code_spans_exist(string page)
    {
        var missing = CodeSpans().Matches(File.ReadAllText(Path.Combine(Checkout.Root, page)))
            .Select(match => match.Groups[1].Value)
            .Where(span => PathText().IsMatch(span) && Tops.Contains(span.Split('/')[0])
                && !Path.Exists(Path.Combine(Checkout.Root, span)));
        Assert.That(missing, Is.Empty);
    }

    private static IEnumerable<string> Pages() => !Directory.Exists(Checkout.Root) ? [] :
        Directory.EnumerateFiles(Checkout.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs"), "*.md"))
            .Select(path => Path.GetRelativePath(Checkout.Root, path)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Links();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex CodeSpans();

    [GeneratedRegex(@"^[\w.]+(/[\w.]+)+/?$")]
    private static partial Regex PathText();
}
