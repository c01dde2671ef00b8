using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>
/// Whom a run was trained on, and a guard against measuring a later one on them. Names stay in the run's folder, beside the checkpoints and
/// not in them: weights that are passed on name nobody.
/// </summary>
internal sealed class SeenPeople
{
    /// <summary>The file in a run's folder: a name a line, those of the runs that it started from among them.</summary>
    public const string FileName = "trained-on.txt";

    private const string Advice = "Hold out the same people in every run: the same folds, or the same --validation, --test and --seed";

    private readonly Option<bool> _allow = ToolOption.Switch(
        "--allow-seen", "Accept people of the test set that the weights were trained on.");

    public SeenPeople(ToolCommand command) => command.Add(OptionGroup.HeldOut, _allow);

    /// <summary>Writes whom a run is trained on; what a run that goes on wrote when it began stays.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="resumes">Whether the run goes on.</param>
    /// <param name="people">Those of its own training part.</param>
    /// <param name="startedFrom">Weights that it starts from, runs or files; null for none.</param>
    public static void Write(RunFolder folder, bool resumes, IEnumerable<string> people, params IEnumerable<string?> startedFrom)
    {
        if (resumes && folder.Files.FileExists(folder.File(FileName))) return;
        var all = new SortedSet<string>(people, StringComparer.Ordinal);
        foreach (var weights in startedFrom.OfType<string>()) all.UnionWith(Of(weights) ?? []);
        var text = string.Concat(all.Select(name => name + "\n"));
        folder.Files.WriteAtomically(folder.File(FileName), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>
    /// Compares people who are held out with those whom the weights have seen: warns of the validation part, refuses the test part.
    /// </summary>
    /// <param name="line">The command line.</param>
    /// <param name="terminal">Gets the warnings.</param>
    /// <param name="records">Who is in the data.</param>
    /// <param name="held">Their rows that are held out.</param>
    /// <param name="weights">Runs, or files in the folders of runs; null for none. Of other files nothing is known.</param>
    /// <exception cref="ArgumentException">People kept for the end were trained on, and that is not allowed.</exception>
    public void Check(
        CommandResult line, Terminal terminal, IReadOnlyList<CohortRecord> records, HeldOutRows held, params IEnumerable<string?> weights)
    {
        foreach (var path in weights.OfType<string>().Distinct())
        {
            if (Of(path) is not { } seen) continue;
            var (validation, test) = (People(held.Validation), People(held.Test));
            var (seenInValidation, seenInTest) = (validation.Count(seen.Contains), test.Count(seen.Contains));
            if (seenInValidation > 0)
            {
                terminal.Say($"warning: {path} was trained on {seenInValidation} of {validation.Count} people of the validation part; "
                    + $"what is chosen by them is chosen on people it knows. {Advice}");
            }
            if (seenInTest == 0) continue;
            var told = $"{path} was trained on {seenInTest} of {test.Count} people of the test part; "
                + $"what is measured on them says nothing of new people. {Advice}";
            if (!line.GetValue(_allow)) throw new ArgumentException($"{told}, or go on all the same with {_allow.Name}");
            terminal.Say($"warning: {told}");
        }

        HashSet<string> People(IReadOnlyList<int> rows) => [.. rows.Select(row => records[row].Patient)];
    }

    /// <summary>Whom weights were trained on; null where their folder does not say.</summary>
    private static HashSet<string>? Of(string weights)
    {
        var folder = Directory.Exists(weights) ? weights : Path.GetDirectoryName(Path.GetFullPath(weights))!;
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? [.. File.ReadLines(path)] : null;
    }
}
