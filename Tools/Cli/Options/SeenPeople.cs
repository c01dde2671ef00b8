using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Options;

/// <summary>Refuses to measure weights on people whom they were trained on, unless <c>--allow-seen</c> is given.</summary>
internal sealed class SeenPeople
{
    private readonly Option<bool> _allow = ToolOption.Switch(
        "--allow-seen", "Accept people of the test set that the weights were trained on.");

    public SeenPeople(ToolCommand command) => command.Add(OptionGroup.HeldOut, _allow);

    /// <summary>True if people of the test set may have been seen.</summary>
    public bool IsAllowed(ParseResult line) => line.GetValue(_allow);

    /// <summary>Compares the people who are held out with those that weights were trained on.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="terminal">Receives the warnings.</param>
    /// <param name="records">The rows.</param>
    /// <param name="held">The rows that are held out.</param>
    /// <param name="weights">Runs, or files in folders of runs.</param>
    /// <exception cref="ArgumentException">Weights were trained on people of the test set, and that is not accepted.</exception>
    public void Check(
        ParseResult line, Terminal terminal, IReadOnlyList<CohortRecord> records, HeldOutRows held, params IEnumerable<string> weights)
    {
        foreach (var warning in TrainedPeople.Check(records, held, weights, IsAllowed(line))) terminal.Say($"warning: {warning}");
    }
}
