using System.Text;

namespace EcgCmrNative.Tests.Pages;

/// <summary>Keeps what the page's programs print, with points in numbers whatever the machine's language is.</summary>
public sealed class PageConsole
{
    private readonly StringBuilder _printed = new();

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => _printed.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Prints a line.</summary>
    public void WriteLine(FormattableString text) => _printed.Append(FormattableString.Invariant(text)).Append('\n');
}
