using System.Globalization;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Synthetic.Cohort;

/// <summary>The page of a virtual cohort: contents, counts, method and limits.</summary>
internal static class DataCard
{
    /// <summary>Writes the page.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="stack">Whether the cines are whole stacks.</param>
    /// <param name="isConsecutive">Whether they are the first people of the cohort; otherwise people were chosen by their illness.</param>
    /// <param name="counts">What was counted while it was made.</param>
    public static string Text(VirtualCohort cohort, bool stack, bool isConsecutive, CohortCounts counts)
    {
        string Share(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} ({100.0 * count / counts.Subjects:F1} %)");
        var chosen = isConsecutive ? "" : """

            Ill people were chosen more often than they occur (see the counts): prevalences and everything that depends on them, such as
            predictive values, are not those of the population.

            """;
        var slices = stack ? "the whole stack" : "the mid-ventricular slice";
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Virtual cohort

            {counts.Subjects} synthetic people, seed {cohort.Seed}, version {VirtualCohort.Version} of the model. The same seed and version
            give the same bytes; subject i is the same in every cohort of the same seed.
            {chosen}
            ## Contents

            | | |
            |---|---|
            | `ecg/NAME.hea`, `.dat` | 12-lead ECG, 10 s at 500 Hz, WFDB format 16, 1 µV |
            | `cmr/NAME.nii.gz` | short-axis cine, {slices}, 20 phases from end-diastole on, 210 × 210 pixels of 1.8 mm |
            | `subjects.csv` | the recorded data: person, diagnoses, 61 phenotypes with measurement error, empty if missing; fold, 1 to 20 |
            | `truth.csv` | the true state, from which both modalities were generated |

            ## Counts

            | | |
            |---|---|
            | women | {Share(counts.Women)} |
            | age | {counts.YoungestYears:F0} to {counts.OldestYears:F0} years |
            | coronary artery disease | {Share(counts.CoronaryArteryDisease)}, with an ischaemic territory {Share(counts.WithTerritory)} |
            | atrial fibrillation | {Share(counts.AtrialFibrillation)}, at the time of recording {Share(counts.Fibrillating)} |
            | diabetes mellitus | {Share(counts.Diabetes)} |
            | left, right bundle branch block | {Share(counts.LeftBlock)}, {Share(counts.RightBlock)} |

            ## Method

            Shape and function of each heart are drawn first, from published means and standard deviations. The ECG and the images are
            computed from them, with separate disturbances: electrodes, body and noise for the ECG; position, contrast and noise for the
            images. Labels are computed from the geometry, with measurement errors.

            ## Limits

            The cohort is not patient data and does not replace it. The relation of ECG and heart was chosen, not measured: a result on this
            cohort does not show how much an ECG says about the heart of a patient. Use the cohort to test and compare methods and programs,
            and to teach. Do not use it to support a statement about patients, or to validate a medical device.
            """) + "\n";
    }
}

/// <summary>What was counted while a cohort was made.</summary>
internal sealed record CohortCounts(
    int Subjects, int Women, double YoungestYears, double OldestYears, int CoronaryArteryDisease, int WithTerritory,
    int AtrialFibrillation, int Fibrillating, int Diabetes, int LeftBlock, int RightBlock)
{
    /// <summary>Counts.</summary>
    public static CohortCounts Of(IReadOnlyCollection<Hearts.VirtualHeart> hearts)
    {
        int Count(Func<Hearts.VirtualHeart, bool> condition) => hearts.Count(condition);
        return new CohortCounts(
            hearts.Count,
            Count(heart => heart.Person.Sex == Sex.Female),
            hearts.Min(heart => heart.Person.AgeYears),
            hearts.Max(heart => heart.Person.AgeYears),
            Count(heart => heart.Illness.CoronaryArteryDisease),
            Count(heart => heart.Illness.Territory != Hearts.Territory.None),
            Count(heart => heart.Illness.AtrialFibrillation),
            Count(heart => heart.Illness.FibrillatesNow),
            Count(heart => heart.Illness.Diabetes),
            Count(heart => heart.Illness.Conduction == Conduction.LeftBundleBranchBlock),
            Count(heart => heart.Illness.Conduction == Conduction.RightBundleBranchBlock));
    }
}
