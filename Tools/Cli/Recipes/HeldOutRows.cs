using EcgCmrNative.Data.Cohorts;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>Rows that training does not see.</summary>
/// <param name="Validation">Those that epochs are compared on.</param>
/// <param name="Test">Those that nobody sees before the end.</param>
internal sealed record HeldOutRows(IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    /// <summary>Holds out shares of the people.</summary>
    /// <exception cref="ArgumentException">There are too few people.</exception>
    public static HeldOutRows ByShare(IReadOnlyList<CohortRecord> records, double validation, double test, ulong seed)
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

    /// <summary>Holds out folds.</summary>
    /// <exception cref="ArgumentException">
    /// Nobody is in a part that there should be, a person is in folds of two parts, or a recording has no fold.
    /// </exception>
    public static HeldOutRows ByFold(IReadOnlyList<CohortRecord> records, int[] validation, int[] test)
    {
        // Whoever is in no part would be trained on, whatever fold another recording of theirs is in.
        if (records.FirstOrDefault(record => record.Fold is null) is { } outside)
        {
            throw new ArgumentException(
                $"{records.Count(record => record.Fold is null)} of {records.Count} recordings have no fold, among them "
                + $"'{outside.Record}'; prepare them with a table that has a column fold or strat_fold (--labels), "
                + "or hold out shares with --validation and --test");
        }
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
}
