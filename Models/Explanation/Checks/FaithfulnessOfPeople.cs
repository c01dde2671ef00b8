using EcgCmrNative.Models.Evaluation;

namespace EcgCmrNative.Models.Explanation.Checks;

/// <summary>
/// Whether maps of several people say what the model uses: the mean gains of <see cref="Faithfulness"/>, with 95 % intervals from a
/// bootstrap over people. By chance a gain is 0 on average. Of fewer than 10 people the intervals are NaN.
/// </summary>
/// <param name="People">How many people.</param>
/// <param name="Unit">The unit of the gains.</param>
/// <param name="Deletion">The mean gain of deletion.</param>
/// <param name="Insertion">The mean gain of insertion.</param>
public sealed record FaithfulnessOfPeople(int People, string Unit, BootstrapInterval Deletion, BootstrapInterval Insertion)
{
    /// <summary>Whether both mean gains are above 0.</summary>
    public bool IsBetterThanRandom => Deletion.Low > 0 && Insertion.Low > 0;

    /// <summary>Summarises people.</summary>
    /// <param name="unit">The unit of the gains.</param>
    /// <param name="gains">Of each person.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    public static FaithfulnessOfPeople Of(string unit, IReadOnlyList<(double Deletion, double Insertion)> gains, int resamples = 2000)
    {
        ArgumentNullException.ThrowIfNull(gains);
        return new FaithfulnessOfPeople(
            gains.Count, unit, ImportanceShares.MeanOf([.. gains.Select(gain => gain.Deletion)], resamples),
            ImportanceShares.MeanOf([.. gains.Select(gain => gain.Insertion)], resamples));
    }
}
