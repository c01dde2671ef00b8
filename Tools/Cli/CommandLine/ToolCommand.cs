using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.Display;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>A command that does something. Its help ends with examples that run.</summary>
internal abstract class ToolCommand : Command
{
    private readonly List<(OptionGroup Group, Option Option)> _grouped = [];
    private readonly List<Func<CommandResult, string?>> _checks = [];

    /// <param name="name">What to type.</param>
    /// <param name="description">What it does, beginning with a verb; the first sentence stands in the list of commands.</param>
    /// <param name="examples">Whole command lines; each runs, where it names files after <c>ecgcmr demo</c>.</param>
    protected ToolCommand(string name, string description, params string[] examples) : base(name, description) =>
        (Examples, OptionNames) = (examples, new OptionNames(this));

    /// <summary>Command lines for the help.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>The options by what the libraries call them.</summary>
    public OptionNames OptionNames { get; }

    /// <summary>The options by the sections of the help.</summary>
    public IEnumerable<IGrouping<OptionGroup, Option>> Groups =>
        _grouped.GroupBy(entry => entry.Group, entry => entry.Option).OrderBy(group => group.Key);

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">It was asked to stop, and has.</exception>
    public abstract int Run(ParseResult line, Terminal terminal, CancellationToken cancellation);

    /// <summary>Adds options to a section of the help.</summary>
    public void Add(OptionGroup group, params IReadOnlyList<Option> options)
    {
        foreach (var option in options)
        {
            _grouped.Add((group, option));
            Add(option);
        }
    }

    /// <summary>
    /// Adds a check of several options together. Checks run in their order after every single option was found right, so that a check may
    /// read values; the first complaint ends the command line.
    /// </summary>
    /// <param name="check">Gives the complaint, or null.</param>
    public void Check(Func<CommandResult, string?> check) => _checks.Add(check);

    /// <summary>What is wrong with options together; null if nothing is.</summary>
    public string? FindContradiction(CommandResult line)
    {
        try
        {
            return _checks.Select(check => check(line)).FirstOrDefault(complaint => complaint is not null);
        }
        catch (ArgumentException error)
        {
            return FailureText.Of(error, OptionNames);
        }
    }
}
