using System.Globalization;
using System.Text;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Data.Synthetic.Cohort;

/// <summary>The rows of a virtual cohort's two tables.</summary>
internal static class CohortTables
{
    /// <summary>First line of the table of what is known: names with units.</summary>
    public static string SubjectsHeader { get; } = string.Join(
        ',', (string[])["subject", "sex", "age_years", "height_cm", "weight_kg", "CAD", "AF", "DM", .. Phenotypes.Names, "fold"]);

    /// <summary>First line of the table of what is so.</summary>
    public static string TruthHeader { get; } = string.Join(
        ',', (string[])
        [
            "subject", "sex", "age_years", "height_cm", "weight_kg", "BSA_m2", "CAD", "AF", "DM",
            "rhythm", "conduction", "territory", "severity", "heart_rate_bpm", "QRS_axis_degrees",
            "LV_length_mm", "longitudinal_shortening_percent", "WT_AHA_17_mm", "ES_phase", .. Phenotypes.Names,
        ]);

    /// <summary>What is known of a person, empty if it is not, and their fold.</summary>
    public static string SubjectsRow(VirtualSubject subject)
    {
        var row = Begin(subject);
        Append(row, subject.CoronaryArteryDisease, "F0");
        Append(row, subject.AtrialFibrillation, "F0");
        Append(row, subject.Diabetes, "F0");
        foreach (var value in subject.Measured) Append(row, value, "F2");
        Append(row, subject.Fold, "F0");
        return row.ToString();
    }

    /// <summary>What is so.</summary>
    public static string TruthRow(VirtualSubject subject)
    {
        var (heart, illness, row) = (subject.Heart, subject.Heart.Illness, Begin(subject));
        Append(row, heart.Person.BodySurfaceArea, "F3");
        row.Append(illness.CoronaryArteryDisease ? ",1" : ",0");
        row.Append(illness.AtrialFibrillation ? ",1" : ",0");
        row.Append(illness.Diabetes ? ",1" : ",0");
        row.Append(illness.FibrillatesNow ? ",AF" : ",sinus");
        row.Append(illness.Conduction switch
        {
            Conduction.LeftBundleBranchBlock => ",LBBB",
            Conduction.RightBundleBranchBlock => ",RBBB",
            _ => ",normal",
        });
        row.Append(CultureInfo.InvariantCulture, $",{illness.Territory.ToString().ToUpperInvariant()}");
        Append(row, illness.Severity, "F3");
        Append(row, heart.HeartRateBpm, "F2");
        Append(row, subject.Electricity.QrsAxisDegrees, "F1");
        Append(row, heart.Left.Shape.LengthMm, "F2");
        Append(row, 100 * heart.Left.Shape.Shortening, "F2");
        Append(row, heart.Left.TipThicknessMm, "F2");
        Append(row, Cine.SyntheticCine.EndSystole(heart), "F0");
        foreach (var value in Phenotypes.Of(heart)) Append(row, value, "F3");
        return row.ToString();
    }

    private static StringBuilder Begin(VirtualSubject subject)
    {
        var person = subject.Heart.Person;
        var row = new StringBuilder(subject.Name).Append(person.Sex == Sex.Female ? ",female" : ",male");
        foreach (var value in (double[])[person.AgeYears, person.HeightCm, person.WeightKg]) Append(row, value, "F1");
        return row;
    }

    private static void Append(StringBuilder row, double value, string format)
    {
        row.Append(',');
        if (!double.IsNaN(value)) row.Append(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
