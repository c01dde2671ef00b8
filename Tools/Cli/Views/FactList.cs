using System.Collections;
using EcgCmrNative.Cli.CommandLine;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>Names and values, one to a line; what has no value is left out.</summary>
internal sealed class FactList : IEnumerable<(string Name, string Value)>
{
    private readonly List<(string Name, string Value)> _facts = [];

    public void Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _facts.Add((name, value));
    }

    public void Write(Terminal terminal)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, value) in _facts) grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        terminal.Output.Write(grid);
    }

    public IEnumerator<(string Name, string Value)> GetEnumerator() => _facts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
