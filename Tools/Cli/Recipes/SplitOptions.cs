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
/// Who is held out: shares of the people, or folds that the set's makers chose. The same shares and seed hold out the same people in every
/// store of
/// the same people and labels.
/// </summary>
internal sealed class SplitOptions
{
    private const double DefaultValidation = 0.2;

    private readonly Option<double?> _validation = new("--validation") { Description = "Share of the people who are held out to compare epochs. [default: 0.2]", HelpName = "X" };
    private readonly Option<double?> _test = new("--test") { Description = "Share of the people who are held out until the end. [default: 0]", HelpName = "X" };
    private readonly Option<string?> _validationFolds = new("--validation-folds") { Description = "Folds in place of --validation, such as 9.", HelpName = "N,N" };
    private readonly Option<string?> _testFolds = new("--test-folds") { Description = "Folds in place of --test, such as 10.", HelpName = "N,N" };

    public SplitOptions(Command command)
    {
        foreach (var option in (Option[])[_validation, _test, _validationFolds, _testFolds]) command.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>True where somebody is held out until the end.</summary>
    public bool HasTest(CommandResult line) => line.GetValue(_test) > 0 || line.GetValue(_testFolds) is not null;

    /// <summary>Refuses options that hold out others than a run that goes on.</summary>
    /// <exception cref="ArgumentException">They do.</exception>
    public void RequireSame(CommandResult line, IReadOnlyList<CohortRecord> records, ulong seed, IReadOnlyList<int> validation, IReadOnlyList<int> test)
    {
        if ((line.GetValue(_validation) ?? line.GetValue(_test)) is null && (line.GetValue(_validationFolds) ?? line.GetValue(_testFolds)) is null) return;
        var held = HeldOut(line, records, seed);
        if (!held.Validation.SequenceEqual(validation) || !held.Test.SequenceEqual(test))
            throw new ArgumentException("--resume goes on with the held-out rows of the run; the options choose others");
    }

    /// <summary>Divides records.</summary>
    /// <exception cref="ArgumentException">Nobody is in a part that there should be, or a person is in folds of two parts.</exception>
    public HeldOutRows HeldOut(CommandResult line, IReadOnlyList<CohortRecord> records, ulong seed)
    {
        if ((line.GetValue(_validationFolds) ?? line.GetValue(_testFolds)) is null)
            return HeldOut(records, line.GetValue(_validation) ?? DefaultValidation, line.GetValue(_test) ?? 0, seed);
        var (validation, test) = (Folds(line.GetValue(_validationFolds)) ?? [], Folds(line.GetValue(_testFolds)) ?? []);
        var training = records.Select(record => record.Fold).OfType<int>().Distinct().Except(validation).Except(test).Order().ToArray();
        var parts = PatientSplit.ByFold(records, training, validation, test);
        if (parts[0].Count == 0 || parts[1].Count == 0)
            throw new ArgumentException($"the folds leave {parts[0].Count} recordings to train on and {parts[1].Count} to validate on");
        return new HeldOutRows(parts[1], parts[2]);
    }

    /// <summary>Holds out shares of the people.</summary>
    /// <exception cref="ArgumentException">There are too few people.</exception>
    public static HeldOutRows HeldOut(IReadOnlyList<CohortRecord> records, double validation, double test, ulong seed)
    {
        double[] shares = test > 0 ? [1 - validation - test, validation, test] : [1 - validation, validation];
        var parts = PatientSplit.Create(records, shares, seed);
        if (parts.Any(part => part.Count == 0))
            throw new ArgumentException($"{records.Count} recordings are of too few people to hold out {validation:P0} and {test:P0} of them");
        return new HeldOutRows(parts[1], test > 0 ? parts[2] : []);
    }

    private void Check(CommandResult line)
    {
        if (line.Children.Any(child => child.Errors.Any())) return;
        var (validation, test) = (line.GetValue(_validation), line.GetValue(_test));
        if (validation is not (null or (> 0 and < 1))) line.AddError($"--validation {validation}: between 0 and 1");
        else if (test is not (null or (>= 0 and < 1))) line.AddError($"--test {test}: from 0 to below 1");
        else if ((validation ?? DefaultValidation) + (test ?? 0) >= 1) line.AddError("--validation and --test leave nobody to train on");
        foreach (var (share, folds, names) in new[] { (_validation, _validationFolds, "--validation and --validation-folds"), (_test, _testFolds, "--test and --test-folds") })
        {
            if (line.GetValue(folds) is not { } text) continue;
            if (line.GetValue(share) is not null) line.AddError($"{names} both say who is held out; give one");
            else if (Folds(text) is null) line.AddError($"{folds.Name} {text}: numbers with commas between them");
        }
        if (line.GetValue(_testFolds) is not null && line.GetValue(_validationFolds) is null) line.AddError("--test-folds needs --validation-folds beside it");
        if (line.GetValue(_validationFolds) is not null && test is not null) line.AddError("--test is a share, --validation-folds are folds; give --test-folds");
    }

    private static int[]? Folds(string? text)
    {
        if (text is null) return null;
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var folds = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out folds[i])) return null;
        }
        return folds;
    }
}
