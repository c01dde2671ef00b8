using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>
/// The people that weights were trained on, and a check that a later run or measurement does not hold out the same people. The names are
/// in a file of the run's folder and not in its checkpoints, so that weights can be passed on without them.
/// </summary>
public static class TrainedPeople
{
    /// <summary>The file in a run's folder: one name per line, including the people of the runs that it started from.</summary>
    public const string FileName = RunFolder.PeopleFile;

    private const string Advice = "Hold out the same people in every run: use the same folds, or the same shares and seed";

    /// <summary>Writes the people of a run, and those of the weights that it starts from.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="people">The people of its training set.</param>
    /// <param name="startingWeights">Runs or files that it starts from.</param>
    internal static void Write(RunFolder folder, IEnumerable<string> people, IReadOnlyList<string> startingWeights)
    {
        var all = new SortedSet<string>(people, StringComparer.Ordinal);
        foreach (var weights in startingWeights) all.UnionWith(Of(weights) ?? (IEnumerable<string>)[]);
        folder.Write(FileName, string.Concat(all.Select(name => name + "\n")));
    }

    /// <summary>Compares the people who are held out with those that weights were trained on.</summary>
    /// <param name="records">The rows.</param>
    /// <param name="held">The rows that are held out.</param>
    /// <param name="weights">Runs, or files in folders of runs. Other files are not checked.</param>
    /// <param name="allowSeen">Accept people of the test set that the weights were trained on, with a warning.</param>
    /// <returns>Warnings: people of the validation set, or accepted people of the test set, that the weights were trained on.</returns>
    /// <exception cref="ArgumentException">Weights were trained on people of the test set, and that is not accepted.</exception>
    public static IReadOnlyList<string> Check(
        IReadOnlyList<CohortRecord> records, HeldOutRows held, IEnumerable<string> weights, bool allowSeen = false)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(held);
        var warnings = new List<string>();
        foreach (var path in weights.Distinct())
        {
            if (Of(path) is not { } seen) continue;
            if (Overlap(held.Validation, seen) is ( > 0 and var validation, var ofValidation))
            {
                warnings.Add($"{path} was trained on {validation} of {ofValidation} people of the validation set; "
                    + $"the choice of the best epoch is then too optimistic. {Advice}");
            }
            if (Overlap(held.Test, seen) is not ( > 0 and var test, var ofTest)) continue;
            var told = $"{path} was trained on {test} of {ofTest} people of the test set; "
                + $"the test result would not hold for new people. {Advice}";
            if (!allowSeen)
                throw new ArgumentException(
                    $"{string.Concat(warnings.Select(text => text + ".\n"))}{told}, or accept it", nameof(allowSeen));
            warnings.Add(told);
        }
        return warnings;

        (int Seen, int All) Overlap(IReadOnlyList<int> rows, IReadOnlySet<string> seen)
        {
            HashSet<string> people = [.. rows.Select(row => records[row].Patient)];
            return (people.Count(seen.Contains), people.Count);
        }
    }

    /// <summary>The people that weights were trained on; null if their folder does not say.</summary>
    /// <param name="weights">A run, or a file in the folder of a run.</param>
    public static IReadOnlySet<string>? Of(string weights)
    {
        ArgumentException.ThrowIfNullOrEmpty(weights);
        weights = BuiltinWeights.PathOf(weights);
        var folder = Directory.Exists(weights) ? weights : Path.GetDirectoryName(Path.GetFullPath(weights))!;
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? new HashSet<string>(File.ReadLines(path), StringComparer.Ordinal) : null;
    }
}
