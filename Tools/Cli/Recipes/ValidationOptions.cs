using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EcgCmrNative.Data.Cohorts;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>Which recordings are held out: a share of the people, or folds that the set's makers chose.</summary>
internal sealed class ValidationOptions
{
    private readonly Option<double?> _share = new("--validation") { Description = "Share of the people who are held out. [default: 0.2]", HelpName = "X" };
    private readonly Option<string?> _folds = new("--validation-folds") { Description = "Folds that are held out instead, such as 9,10.", HelpName = "N,N" };

    public ValidationOptions(Command command)
    {
        command.Add(_share);
        command.Add(_folds);
        command.Validators.Add(Check);
    }

    /// <summary>True where the command line says who is held out.</summary>
    public bool IsGiven(CommandResult line) => line.GetValue(_share) is not null || line.GetValue(_folds) is not null;

    /// <summary>The rows of a store that are held out.</summary>
    /// <exception cref="ArgumentException">Nothing is held out or nothing left, or a person is in folds of both parts.</exception>
    public IReadOnlyList<int> HeldOut(CommandResult line, PreparedStore store, ulong seed)
    {
        if (line.GetValue(_folds) is not { } text) return HeldOut(store, line.GetValue(_share) ?? 0.2, seed);
        var records = store.Records;
        var validation = Folds(text)!;
        var training = records.Select(record => record.Fold).OfType<int>().Distinct().Except(validation).Order().ToArray();
        var parts = PatientSplit.ByFold(records, training, validation);
        if (parts.Any(part => part.Count == 0))
            throw new ArgumentException($"folds {text} leave {parts[0].Count} recordings to train on and {parts[1].Count} to validate on");
        return parts[1];
    }

    /// <summary>The recordings of a share of the people.</summary>
    /// <exception cref="ArgumentException">There are too few people.</exception>
    public static IReadOnlyList<int> HeldOut(PreparedStore store, double share, ulong seed)
    {
        var records = store.Records;
        var parts = PatientSplit.Create(records, [1 - share, share], seed);
        if (parts.Any(part => part.Count == 0))
            throw new ArgumentException($"{records.Count} recordings are of too few people to hold out {share:P0} of them");
        return parts[1];
    }

    private void Check(CommandResult line)
    {
        if (line.Children.Any(child => child.Errors.Any())) return;
        if (line.GetValue(_share) is { } share and not (> 0 and < 1)) line.AddError($"--validation {share}: between 0 and 1");
        if (line.GetValue(_folds) is not { } folds) return;
        if (line.GetValue(_share) is not null) line.AddError("--validation and --validation-folds both say who is held out; give one");
        else if (Folds(folds) is null) line.AddError($"--validation-folds {folds}: numbers with commas between them");
    }

    private static int[]? Folds(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var folds = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out folds[i])) return null;
        }
        return folds;
    }
}
