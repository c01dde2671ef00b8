using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EcgCmrNative.Data.Cohorts;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>Rows that training does not see.</summary>
/// <param name="Validation">Those that epochs are compared on.</param>
/// <param name="Test">Those that nobody sees before the end.</param>
internal sealed record HeldOutRows(IReadOnlyList<int> Validation, IReadOnlyList<int> Test);

/// <summary>
/// Who is held out: shares of the people, or folds of the table of labels. Nobody's part depends on who else is there: the same shares and
/// seed, or the same folds, hold out the same people in every store.
/// </summary>
internal sealed class SplitOptions
{
    private const double DefaultValidation = 0.2;
    private const int MostFolds = 10_000;

    private readonly Option<double?> _validation = new("--validation")
    {
        Description = "Share of the people who are held out to compare epochs. Name and --seed decide on each person, "
            + "in every store alike; so a share is met as far as chance allows. [default: 0.2]",
        HelpName = "X",
    };

    private readonly Option<double?> _test = new("--test")
    {
        Description = "Share of the people who are held out until the end, decided likewise. [default: 0]",
        HelpName = "X",
    };

    private readonly Option<string?> _validationFolds = new("--validation-folds")
    {
        Description = "Folds in place of --validation, such as 9 or 15-17, of the labels' column fold or strat_fold.",
        HelpName = "N,N-N",
    };

    private readonly Option<string?> _testFolds = new("--test-folds")
    {
        Description = "Folds in place of --test, such as 10 or 18-20.",
        HelpName = "N,N-N",
    };

    public SplitOptions(Command command)
    {
        foreach (var option in (Option[])[_validation, _test, _validationFolds, _testFolds]) command.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>True where somebody is held out until the end.</summary>
    public bool HasTest(CommandResult line) => line.GetValue(_test) > 0 || line.GetValue(_testFolds) is not null;

    /// <summary>Refuses options that hold out others than a run that goes on.</summary>
    /// <exception cref="ArgumentException">They do.</exception>
    public void RequireSame(
        CommandResult line, IReadOnlyList<CohortRecord> records, ulong seed, IReadOnlyList<int> validation, IReadOnlyList<int> test)
    {
        if ((line.GetValue(_validation) ?? line.GetValue(_test)) is null
            && (line.GetValue(_validationFolds) ?? line.GetValue(_testFolds)) is null) return;
        var held = HeldOut(line, records, seed);
        if (!held.Validation.SequenceEqual(validation) || !held.Test.SequenceEqual(test))
            throw new ArgumentException("--resume goes on with the held-out rows of the run; the options choose others");
    }

    /// <summary>Divides records.</summary>
    /// <exception cref="ArgumentException">
    /// Nobody is in a part that there should be, a person is in folds of two parts, or a recording has no fold.
    /// </exception>
    public HeldOutRows HeldOut(CommandResult line, IReadOnlyList<CohortRecord> records, ulong seed)
    {
        if ((line.GetValue(_validationFolds) ?? line.GetValue(_testFolds)) is null)
            return HeldOut(records, line.GetValue(_validation) ?? DefaultValidation, line.GetValue(_test) ?? 0, seed);
        // Whoever is in no part would be trained on, whatever fold another recording of theirs is in.
        if (records.FirstOrDefault(record => record.Fold is null) is { } outside)
        {
            throw new ArgumentException(
                $"{records.Count(record => record.Fold is null)} of {records.Count} recordings have no fold, among them "
                + $"'{outside.Record}'; prepare them with a table that has a column fold or strat_fold (--labels), "
                + "or hold out shares with --validation and --test");
        }
        var (validation, test) = (Folds(line.GetValue(_validationFolds)) ?? [], Folds(line.GetValue(_testFolds)) ?? []);
        var training = records.Select(record => record.Fold).OfType<int>().Distinct().Except(validation).Except(test).Order().ToArray();
        var parts = PatientSplit.ByFold(records, training, validation, test);
        if (parts[0].Count == 0 || parts[1].Count == 0 || (parts[2].Count == 0 && test.Length > 0))
        {
            throw new ArgumentException(
                $"the folds leave {parts[0].Count} recordings to train on, {parts[1].Count} to validate on "
                + $"and {parts[2].Count} to test on; "
                + $"there are folds {records.Min(record => record.Fold)} to {records.Max(record => record.Fold)}");
        }
        return new HeldOutRows(parts[1], parts[2]);
    }

    /// <summary>Holds out shares of the people.</summary>
    /// <exception cref="ArgumentException">There are too few people.</exception>
    public static HeldOutRows HeldOut(IReadOnlyList<CohortRecord> records, double validation, double test, ulong seed)
    {
        double[] shares = test > 0 ? [1 - validation - test, validation, test] : [1 - validation, validation];
        var parts = PatientSplit.ByPerson(records, shares, seed);
        if (parts.Any(part => part.Count == 0))
        {
            throw new ArgumentException(
                $"of {records.Count} recordings, {string.Join(", ", parts.Select(part => part.Count))} fall to training, "
                + $"validation{(test > 0 ? " and test" : "")}: "
                + "with so few people chance leaves a part empty; take another --seed, larger shares, or folds");
        }
        return new HeldOutRows(parts[1], test > 0 ? parts[2] : []);
    }

    private void Check(CommandResult line)
    {
        if (line.Children.Any(child => child.Errors.Any())) return;
        var (validation, test) = (line.GetValue(_validation), line.GetValue(_test));
        if (validation is not (null or (> 0 and < 1))) line.AddError($"--validation {validation}: between 0 and 1");
        else if (test is not (null or (>= 0 and < 1))) line.AddError($"--test {test}: from 0 to below 1");
        else if ((validation ?? DefaultValidation) + (test ?? 0) >= 1) line.AddError("--validation and --test leave nobody to train on");
        foreach (var (share, folds, names) in new[]
        {
            (_validation, _validationFolds, "--validation and --validation-folds"),
            (_test, _testFolds, "--test and --test-folds"),
        })
        {
            if (line.GetValue(folds) is not { } text) continue;
            if (line.GetValue(share) is not null) line.AddError($"{names} both say who is held out; give one");
            else if (Folds(text) is null)
                line.AddError($"{folds.Name} {text}: numbers or ranges with commas between them, such as 9 or 15-17");
        }
        if ((Folds(line.GetValue(_validationFolds)) ?? []).Intersect(Folds(line.GetValue(_testFolds)) ?? []).ToArray()
            is { Length: > 0 } both)
            line.AddError($"fold {both[0]} is in both --validation-folds and --test-folds");
        if (line.GetValue(_testFolds) is not null && line.GetValue(_validationFolds) is null)
            line.AddError("--test-folds needs --validation-folds beside it");
        if (line.GetValue(_validationFolds) is not null && test is not null)
            line.AddError("--test is a share, --validation-folds are folds; give --test-folds");
    }

    /// <summary>The folds of a list such as "9" or "1,15-17", each once; null where it is none.</summary>
    private static int[]? Folds(string? text)
    {
        if (text is null) return null;
        var folds = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !Number(ends[0], out var first) || !Number(ends[^1], out var last) || last < first
                || last - first >= MostFolds) return null;
            folds.UnionWith(Enumerable.Range(first, last - first + 1));
        }
        return [.. folds];

        static bool Number(string digits, out int number) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
