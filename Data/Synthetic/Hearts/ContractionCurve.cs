using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>How far the ventricles have contracted at each moment of a heart beat: 0 in end-diastole, 1 in end-systole.</summary>
/// <param name="EndSystole">When end-systole is, as a part of the beat.</param>
/// <param name="EarlyShare">The part of filling that comes early, by relaxation.</param>
/// <param name="AtrialShare">The part that the atria push in at the end.</param>
public sealed record ContractionCurve(double EndSystole, double EarlyShare, double AtrialShare)
{
    /// <summary>
    /// The curve of a person. Systole lasts as Weissler et al. (Circulation 1968) regress it on heart rate; with age, less fills early and
    /// more by the atria; atria that fibrillate push nothing.
    /// </summary>
    public static ContractionCurve Of(Person person, double heartRateBpm, bool fibrillates)
    {
        ArgumentNullException.ThrowIfNull(person);
        var systoleSeconds = person.Sex == Sex.Female ? 0.549 - 0.0020 * heartRateBpm : 0.546 - 0.0021 * heartRateBpm;
        // Weissler's interval begins with QRS and ends with the second heart sound; the volume is smallest a little earlier.
        var endSystole = Math.Clamp(0.9 * systoleSeconds * heartRateBpm / 60, 0.25, 0.6);
        var atrial = fibrillates ? 0 : Math.Clamp(0.22 + 0.006 * (person.AgeYears - 55), 0.1, 0.45);
        return new ContractionCurve(endSystole, fibrillates ? 0.9 : 0.9 - atrial, atrial);
    }

    /// <summary>Contraction, 0 to 1.</summary>
    /// <param name="beat">Time as a part of the beat, 0 to 1.</param>
    public double At(double beat)
    {
        if (beat <= EndSystole)
        {
            var sine = Math.Sin(Math.PI / 2 * Math.Max(beat, 0) / EndSystole);
            return sine * sine;
        }
        var filling = (beat - EndSystole) / (1 - EndSystole);
        var between = (1 - EarlyShare - AtrialShare) * filling;
        var filled = EarlyShare * Step(filling / 0.45) + between + AtrialShare * Step((filling - 0.72) / 0.28);
        return Math.Clamp(1 - filled, 0, 1);
    }

    private static double Step(double x)
    {
        x = Math.Clamp(x, 0, 1);
        return x * x * (3 - 2 * x);
    }
}
