using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Recipes;

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

    /// <summary>Divides records.</summary>
    /// <exception cref="ArgumentException">
    /// A set is empty, a person has recordings in folds of two sets, or a recording has no fold.
    /// </exception>
    public HeldOutRows HeldOut(CommandResult line, IReadOnlyList<CohortRecord> records, ulong seed) =>
        (line.GetValue(_validationFolds) ?? line.GetValue(_testFolds)) is null
            ? HeldOutRows.ByShare(records, line.GetValue(_validation) ?? DefaultValidation, line.GetValue(_test) ?? 0, seed)
            : HeldOutRows.ByFold(records, Folds(line.GetValue(_validationFolds)) ?? [], Folds(line.GetValue(_testFolds)) ?? []);

    /// <summary>Divides records if the command line says how.</summary>
    /// <returns>Null if none of the options was given.</returns>
    /// <inheritdoc cref="HeldOut"/>
    public HeldOutRows? Given(CommandResult line, IReadOnlyList<CohortRecord> records, ulong seed) =>
        Setting.FirstGiven(line, _validation, _test, _validationFolds, _testFolds) is null ? null : HeldOut(line, records, seed);

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
