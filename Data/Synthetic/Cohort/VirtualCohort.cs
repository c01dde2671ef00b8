namespace EcgCmrNative.Data.Synthetic.Cohort;

/// <summary>
/// A synthetic cohort with known hearts. A person depends on the seed and the person's number only,
/// not on the size of the cohort or the order of access.
/// </summary>
/// <param name="Seed">Another seed gives other people.</param>
public sealed record VirtualCohort(ulong Seed)
{
    /// <summary>The version of the model. Cohorts with the same seed and version are equal.</summary>
    public const int Version = 2;

    /// <summary>A person.</summary>
    /// <param name="number">Counted from 0.</param>
    public VirtualSubject Subject(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new VirtualSubject(Seed, number);
    }

    /// <summary>
    /// People of whom given shares are ill, as in a study that recruits patients: the first in order of their numbers who fill the places
    /// of people with atrial fibrillation, with coronary artery disease, and with neither. A person with both takes the first that is free.
    /// </summary>
    /// <param name="subjects">How many people.</param>
    /// <param name="cadShare">Share with coronary artery disease, from 0 to below 1; 0 for as many as in the population.</param>
    /// <param name="afShare">Share with atrial fibrillation; the sum of both is below 1.</param>
    /// <returns>Their numbers, ascending.</returns>
    public IReadOnlyList<int> Enriched(int subjects, double cadShare, double afShare)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(subjects, 1);
        if (!(cadShare >= 0 && afShare >= 0 && cadShare + afShare < 1))
            throw new ArgumentOutOfRangeException(
                nameof(cadShare), $"shares of {cadShare} and {afShare}: must be from 0 to below 1 together");
        var (coronary, fibrillation) = ((int)Math.Round(subjects * cadShare), (int)Math.Round(subjects * afShare));
        var others = subjects - coronary - fibrillation;
        var numbers = new List<int>(subjects);
        for (var number = 0; numbers.Count < subjects; number++)
        {
            var illness = Subject(number).Heart.Illness;
            var (hasAf, hasCad) = (afShare > 0 && illness.AtrialFibrillation, cadShare > 0 && illness.CoronaryArteryDisease);
            if (hasAf && fibrillation > 0) fibrillation--;
            else if (hasCad && coronary > 0) coronary--;
            else if (hasAf || hasCad || others == 0) continue;
            else others--;
            numbers.Add(number);
        }
        return numbers;
    }
}
