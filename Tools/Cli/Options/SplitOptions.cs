using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Options;

/// <summary>The people who are held out: shares of all people, or folds of the table of labels.</summary>
internal sealed class SplitOptions
{
    private const double DefaultValidation = 0.2;
    private const int MostFolds = 10_000;
    private const string NoTest = "no test set";

    private static readonly ValueKind<int[]> FoldList = new("N,N-N", ParseFolds, folds => string.Join(',', folds))
    {
        Range = $"From 0 to {int.MaxValue}.",
    };

    private readonly Option<double> _validation = ToolOption.WithDefault(
        "--validation", Values.Number("SHARE", new NumberRange(0, 1, LowOpen: true, HighOpen: true)),
        "Hold out this share of the people as validation set. Name and --seed determine the set, so the actual share can differ.",
        DefaultValidation);

    private readonly Option<double?> _test = ToolOption.Optional(
        "--test", Values.Number("SHARE", new NumberRange(0, 1, HighOpen: true)),
        "Hold out this share of the people as test set, in the same way.", NoTest);

    private readonly Option<int[]?> _validationFolds = ToolOption.Create<int[]?>(
        "--validation-folds", FoldList!,
        "Hold out these folds in place of --validation, such as 9 or 15-17. The labels need a column fold or strat_fold.",
        "[default: shares]");

    private readonly Option<int[]?> _testFolds = ToolOption.Create<int[]?>(
        "--test-folds", FoldList!, "Hold out these folds in place of --test, such as 10 or 18-20.", $"[default: {NoTest}]");

    public SplitOptions(ToolCommand command)
    {
        command.Add(OptionGroup.HeldOut, _validation, _test, _validationFolds, _testFolds);
        command.Check(FindContradiction);
    }

    /// <summary>True if there is a test set.</summary>
    public bool HasTest(CommandResult line) => line.GetValue(_test) > 0 || line.IsGiven(_testFolds);

    /// <summary>The rows that are held out.</summary>
    /// <exception cref="ArgumentException">The people or folds do not allow it.</exception>
    public HeldOutRows HeldOut(CommandResult line, IReadOnlyList<CohortRecord> records, ulong seed) =>
        line.IsGiven(_validationFolds) || line.IsGiven(_testFolds)
            ? HeldOutRows.ByFold(records, line.GetValue(_validationFolds) ?? [], line.GetValue(_testFolds) ?? [])
            : HeldOutRows.ByShare(records, line.GetValue(_validation), line.GetValue(_test) ?? 0, seed);

    /// <summary>The rows that are held out, if the command line says which.</summary>
    /// <returns>Null if none of the options was given.</returns>
    /// <inheritdoc cref="HeldOut"/>
    public HeldOutRows? Given(CommandResult line, IReadOnlyList<CohortRecord> records, ulong seed) =>
        line.FirstGiven(_validation, _test, _validationFolds, _testFolds) is null ? null : HeldOut(line, records, seed);

    private string? FindContradiction(CommandResult line)
    {
        if (line.GetValue(_validation) + (line.GetValue(_test) ?? 0) >= 1)
            return "the sum of --validation and --test must be below 1; otherwise the training set is empty";
        foreach (var (share, folds) in ((Option, Option)[])[(_validation, _validationFolds), (_test, _testFolds)])
        {
            if (line.IsGiven(share) && line.IsGiven(folds)) return $"{share.Name} and {folds.Name} exclude each other; specify one";
        }
        if (line.IsGiven(_testFolds) && !line.IsGiven(_validationFolds)) return "--test-folds needs --validation-folds";
        if (line.IsGiven(_validationFolds) && line.IsGiven(_test))
            return "--test needs --validation; with --validation-folds, specify --test-folds";
        return (line.GetValue(_validationFolds) ?? []).Intersect(line.GetValue(_testFolds) ?? []).ToArray() is [var both, ..]
            ? $"fold {both} is in both --validation-folds and --test-folds"
            : null;
    }

    /// <summary>The folds of a list such as "9" or "1,15-17", each once.</summary>
    private static string? ParseFolds(string text, out int[] folds)
    {
        var all = new SortedSet<int>();
        folds = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !Number(ends[0], out var first) || !Number(ends[^1], out var last) || last < first
                || last - first >= MostFolds) return "must be numbers or ranges, separated by commas, such as 9 or 15-17";
            all.UnionWith(Enumerable.Range(first, last - first + 1));
        }
        folds = [.. all];
        return null;

        static bool Number(string digits, out int number) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
