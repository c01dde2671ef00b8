namespace EcgCmrNative.Data.Cohorts;

/// <summary>
/// Divides recordings into parts so that no person is in two of them. The result is the same on every machine and for every order of the
/// recordings. A person's part does not depend on other people. So pre-training on one modality never uses people whom another store or the
/// pairs of both have in the test part.
/// </summary>
public static class PatientSplit
{
    /// <summary>
    /// Splits by patient; a person's part is a function of name, seed and fractions alone, independent of the other people and their
    /// labels. Shares are met as far as chance allows (15 % of 1000 people are 150 ± 11). The last part is taken from the people first:
    /// with the fractions of training, validation and test, the test is the same people whatever part the validation takes, or if there is
    /// none.
    /// </summary>
    /// <param name="records">The recordings.</param>
    /// <param name="fractions">Each part's share of the people; they sum to 1.</param>
    /// <param name="seed">Seed of the assignment.</param>
    /// <returns>For each part the indices into <paramref name="records"/>, ascending.</returns>
    /// <exception cref="ArgumentException">The fractions are not positive numbers that sum to 1.</exception>
    public static IReadOnlyList<int>[] ByPerson(IReadOnlyList<CohortRecord> records, IReadOnlyList<double> fractions, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(records);
        RequireFractions(fractions);
        var parts = fractions.Select(_ => new List<int>()).ToArray();
        for (var index = 0; index < records.Count; index++)
        {
            var place = Place(records[index].Patient, seed);
            var part = parts.Length - 1;
            for (var end = fractions[part]; part > 0 && place >= end; end += fractions[part]) part--;
            parts[part].Add(index);
        }
        return Array.ConvertAll(parts, part => (IReadOnlyList<int>)part);
    }

    /// <summary>Splits by the folds that the set's makers chose, such as PTB-XL's 1–8, 9 and 10.</summary>
    /// <param name="records">The recordings.</param>
    /// <param name="folds">The folds of each part. Recordings of other folds, or of none, are in no part.</param>
    /// <exception cref="ArgumentException">A fold is in two parts, or a person is.</exception>
    public static IReadOnlyList<int>[] ByFold(IReadOnlyList<CohortRecord> records, params IReadOnlyList<int>[] folds)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(folds);
        var partOfFold = new Dictionary<int, int>();
        for (var part = 0; part < folds.Length; part++)
        {
            foreach (var fold in folds[part])
            {
                if (!partOfFold.TryAdd(fold, part)) throw new ArgumentException($"fold {fold} is listed twice", nameof(folds));
            }
        }
        var parts = folds.Select(_ => new List<int>()).ToArray();
        var partOfPatient = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < records.Count; index++)
        {
            if (records[index].Fold is not { } fold || !partOfFold.TryGetValue(fold, out var part)) continue;
            if (!partOfPatient.TryAdd(records[index].Patient, part) && partOfPatient[records[index].Patient] != part)
                throw new ArgumentException($"patient {records[index].Patient} has recordings in folds of two parts", nameof(records));
            parts[part].Add(index);
        }
        return Array.ConvertAll(parts, part => (IReadOnlyList<int>)part);
    }

    /// <summary>A person's place from 0 to 1 (excluded) among all that could be: the same in every set, on every machine.</summary>
    /// <param name="person">The person.</param>
    /// <param name="seed">Seed of the assignment.</param>
    public static double Place(string person, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (Draw(seed, person) >> 11) * (1.0 / (1UL << 53));
    }

    private static void RequireFractions(IReadOnlyList<double> fractions)
    {
        ArgumentNullException.ThrowIfNull(fractions);
        if (fractions.Count == 0 || fractions.Any(fraction => !(fraction > 0)) || Math.Abs(fractions.Sum() - 1) > 1e-6)
            throw new ArgumentException(
                $"fractions are {string.Join(", ", fractions)}; expected positive numbers that sum to 1", nameof(fractions));
    }

    /// <summary>A hash (FNV-1a, then the finaliser of SplitMix64), as it must not change with the runtime.</summary>
    private static ulong Draw(ulong seed, string patient)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var c in patient) hash = (hash ^ c) * 1099511628211UL;
            var mixed = hash ^ (seed * 0x9E3779B97F4A7C15UL);
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
