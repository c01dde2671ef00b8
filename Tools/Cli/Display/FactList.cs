using System.Collections;

namespace EcgCmrNative.Cli.Display;

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
        var width = _facts.Count == 0 ? 0 : _facts.Max(fact => fact.Name.Length);
        foreach (var (name, value) in _facts) terminal.Write($"{Terminal.Printable(name, isLine: true).PadRight(width)}  {value}");
    }

    public IEnumerator<(string Name, string Value)> GetEnumerator() => _facts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
