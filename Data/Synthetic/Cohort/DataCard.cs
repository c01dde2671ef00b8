using System.Globalization;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Synthetic.Cohort;

/// <summary>The page that goes with a virtual cohort: what it is, what it is not, and what was drawn.</summary>
internal static class DataCard
{
    /// <summary>Writes the page.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="stack">Whether the cines are whole stacks.</param>
    /// <param name="counts">What was counted while it was made.</param>
    public static string Text(VirtualCohort cohort, bool stack, CohortCounts counts)
    {
        string Share(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} ({100.0 * count / counts.Subjects:F1} %)");
        var slices = stack ? "the whole stack" : "the mid-ventricular slice";
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Virtual cohort

            {counts.Subjects} people who do not exist, seed {cohort.Seed}, version {VirtualCohort.Version} of the model. The same seed and version
            give the same bytes; subject i is the same in every cohort of the seed that has it.

            ## What is in it

            | | |
            |---|---|
            | `ecg/NAME.hea`, `.dat` | 12-lead ECG, 10 s at 500 Hz, WFDB format 16, 1 µV |
            | `cmr/NAME.nii.gz` | short-axis cine, {slices}, 20 phases from end-diastole on, 210 × 210 pixels of 1.8 mm |
            | `subjects.csv` | what a study would know: person, recorded diagnoses, 61 phenotypes as measured, empty where missing; fold, 1 to 20 |
            | `truth.csv` | what is so: the hidden state that both modalities were made from |

            ## What was drawn

            | | |
            |---|---|
            | women | {Share(counts.Women)} |
            | age | {counts.YoungestYears:F0} to {counts.OldestYears:F0} years |
            | coronary artery disease | {Share(counts.CoronaryArteryDisease)}, with an ischaemic territory {Share(counts.WithTerritory)} |
            | atrial fibrillation | {Share(counts.AtrialFibrillation)}, at the time of recording {Share(counts.Fibrillating)} |
            | diabetes mellitus | {Share(counts.Diabetes)} |
            | left, right bundle branch block | {Share(counts.LeftBlock)}, {Share(counts.RightBlock)} |

            ## What it is

            Shape and function of each heart come first, from published means and spreads. The ECG and the images are two incomplete views
            of it, each with nuisance of its own: electrodes, body, noise; position, contrast, noise. Labels are taken from the geometry and
            measured with error.

            ## What it is not

            No patient data, and no substitute for any. The relation of ECG and heart was chosen, not measured: how much of a heart an ECG
            tells here says nothing of how much it tells in people. It serves to check methods and programs, to compare them on equal terms,
            and to teach. It must not be used to support a statement about patients, or to validate a medical device.
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
