using EcgCmrNative.Data.Cohorts;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>
/// The rows of the validation set and the test set. Each person's set depends on that person alone: the same shares and seed, or the same
/// folds, hold out the same people in every store.
/// </summary>
/// <param name="Validation">Rows on which epochs are compared.</param>
/// <param name="Test">Rows that are kept for the final test; empty for no test set.</param>
public sealed record HeldOutRows(IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    /// <summary>The rows that another run held out, if it was on the same data.</summary>
    /// <param name="configuration">The other run's.</param>
    /// <param name="data">The data.</param>
    /// <returns>Null for other recordings or people, or if it held out none.</returns>
    public static HeldOutRows? Of(RunConfiguration configuration, TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(data);
        var now = data.Fingerprints();
        var isSame = configuration.Stores.Count == now.Count
            && configuration.Stores.Zip(now).All(pair => !(pair.First with { Label = null }).DifferencesTo(pair.Second).Any());
        return isSame && configuration.ValidationRows.Count > 0
            && configuration.ValidationRows.Concat(configuration.TestRows).All(row => row < data.Records.Count)
                ? new HeldOutRows(configuration.ValidationRows, configuration.TestRows)
                : null;
    }

    /// <summary>Holds out shares of the people.</summary>
    /// <param name="records">The rows.</param>
    /// <param name="validation">Share of the validation set, between 0 and 1.</param>
    /// <param name="test">Share of the test set, from 0 to below 1.</param>
    /// <param name="seed">With a person's name it determines their set.</param>
    /// <exception cref="ArgumentException">There are too few people: a set is empty.</exception>
    public static HeldOutRows ByShare(IReadOnlyList<CohortRecord> records, double validation, double test, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(records);
        double[] shares = test > 0 ? [1 - validation - test, validation, test] : [1 - validation, validation];
        var sets = PatientSplit.ByPerson(records, shares, seed);
        if (sets.Any(set => set.Count == 0))
        {
            throw new ArgumentException(
                $"the split of {records.Count} recordings gives {string.Join(", ", sets.Select(set => set.Count))} for training, "
                + $"validation{(test > 0 ? " and test" : "")}; "
                + "with few people a set can be empty by chance: use another seed, larger shares, or folds",
                nameof(seed));
        }
        return new HeldOutRows(sets[1], test > 0 ? sets[2] : []);
    }

    /// <summary>Holds out folds of the table of labels; all other folds are trained on.</summary>
    /// <param name="records">The rows.</param>
    /// <param name="validation">Folds of the validation set.</param>
    /// <param name="test">Folds of the test set; empty for none.</param>
    /// <exception cref="ArgumentException">
    /// A set is empty, a person has recordings in folds of two sets, or a recording has no fold.
    /// </exception>
    public static HeldOutRows ByFold(IReadOnlyList<CohortRecord> records, IReadOnlyList<int> validation, IReadOnlyList<int> test)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        // A recording without a fold would be trained on, whatever fold another recording of the same person is in.
        if (records.FirstOrDefault(record => record.Fold is null) is { } outside)
        {
            throw new ArgumentException(
                $"{records.Count(record => record.Fold is null)} of {records.Count} recordings have no fold, among them "
                + $"'{outside.Record}'; prepare them with a table of labels that has a column fold or strat_fold, "
                + "or hold out shares of the people", nameof(validation));
        }
        var training = records.Select(record => record.Fold).OfType<int>().Distinct().Except(validation).Except(test).Order().ToArray();
        var sets = PatientSplit.ByFold(records, training, [.. validation], [.. test]);
        if (sets[0].Count == 0 || sets[1].Count == 0 || (sets[2].Count == 0 && test.Count > 0))
        {
            throw new ArgumentException(
                $"the folds leave {sets[0].Count} recordings to train on, {sets[1].Count} to validate on and {sets[2].Count} to test on; "
                + $"there are folds {records.Min(record => record.Fold)} to {records.Max(record => record.Fold)}");
        }
        return new HeldOutRows(sets[1], sets[2]);
    }
}
