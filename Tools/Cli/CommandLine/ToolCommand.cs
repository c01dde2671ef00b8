using System.CommandLine;
using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>A command that does something. Its help ends with an example that runs.</summary>
internal abstract class ToolCommand : Command
{
    /// <param name="name">What to type.</param>
    /// <param name="description">What it does, in a sentence or two.</param>
    /// <param name="examples">Whole command lines; each runs, where it names files after <c>ecgcmr demo</c>.</param>
    protected ToolCommand(string name, string description, params string[] examples) : base(name, description) => Examples = examples;

    /// <summary>Command lines for the help.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">It was asked to stop, and has.</exception>
    public abstract int Run(ParseResult line, Terminal terminal, CancellationToken cancellation);

    /// <summary>
    /// Puts the command's own checks behind those of single words, and ends with the first complaint: a check that reads an option's value
    /// may rely on there being one.
    /// </summary>
    public void CheckInTurn()
    {
        Action<CommandResult>[] checks = [RefuseUnknownOptions, OptionValues.Refuse, .. Validators];
        Validators.Clear();
        Validators.Add(result =>
        {
            foreach (var check in checks)
            {
                if (result.Errors.Any()) return;
                check(result);
            }
        });
    }

    /// <summary>Refuses a command line for a reason that a look at several options gives; null for none.</summary>
    protected void Refuse(Func<CommandResult, string?> reason) => Validators.Add(result =>
    {
        if (reason(result) is { } text) result.AddError(text);
    });

    /// <summary>What looks like an option and is none would otherwise be taken for a file name.</summary>
    private static void RefuseUnknownOptions(CommandResult result)
    {
        foreach (var token in result.Children.SelectMany(child => child.Tokens)
            .Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
            result.AddError($"there is no option {token.Value}");
    }
}
