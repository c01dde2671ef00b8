using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Data.Synthetic;

/// <summary>
/// The ECG of a <see cref="VirtualHeart"/>. Every feature depends on the heart by a coefficient, plus random variation,
/// so that size and function can be read from the ECG in part; docs/virtual-cohort.md has the table of which feature carries what.
/// </summary>
public static class EcgForwardModel
{
    // The heart that a mean adult has: features are written as deviations from it.
    private const double MeanMassGrams = 85;
    private const double MeanEndDiastolicMl = 145;
    private const double MeanEjection = 0.59;
    private const double MeanAge = 64;
    private const double MeanBodyMassIndex = 26.4;

    /// <summary>The electrical shape of a heart's beat.</summary>
    /// <param name="heart">The heart.</param>
    /// <param name="draws">Twenty-three normals.</param>
    public static EcgModel Of(VirtualHeart heart, IDraws draws)
    {
        ArgumentNullException.ThrowIfNull(heart);
        ArgumentNullException.ThrowIfNull(draws);
        Span<double> n = stackalloc double[23];
        draws.Normals(n);
        var (person, illness, left) = (heart.Person, heart.Illness, heart.Left.Shape);
        var male = person.Sex == Sex.Male ? 1.0 : -1.0;
        var age = person.AgeYears - MeanAge;
        var fat = person.BodyMassIndex - MeanBodyMassIndex;
        var mass = Math.Log(left.MassGrams / MeanMassGrams);
        var size = Math.Log(left.EndDiastolicMl / MeanEndDiastolicMl);
        var ejection = 1 - left.EndSystolicMl / left.EndDiastolicMl - MeanEjection;
        var right = Math.Log(heart.Right.EndDiastolicMl / left.EndDiastolicMl / 1.06);
        var (qrs, tShift) = Block(illness.Conduction, 92 + 10 * mass + 14 * size - 45 * ejection + 6 * n[0]);
        var away = -1 * DirectionOf(illness.Territory);
        return new EcgModel
        {
            Conduction = illness.Conduction,
            Rhythm = new HeartRhythm
            {
                HeartRateBpm = Math.Clamp(heart.HeartRateBpm * Math.Exp(0.05 * n[1]), 38, 150),
                RespirationHz = Math.Clamp(0.25 + 0.04 * n[2], 0.12, 0.4),
                RespiratoryVariability = Math.Clamp(0.03 * Math.Exp(-0.02 * age - (illness.Diabetes ? 0.5 : 0) + 0.35 * n[3]), 0.002, 0.1),
                AtrialFibrillation = illness.FibrillatesNow,
                FibrillationVariability = Math.Clamp(0.2 + 0.03 * n[4], 0.12, 0.3),
            },
            Noise = new EcgNoise
            {
                BaselineWanderMillivolts = 0.06 * Math.Exp(0.4 * n[5]),
                MainsMillivolts = 0.004 * Math.Exp(0.6 * n[6]),
                MuscleMillivolts = 0.008 * Math.Exp(0.35 * n[7]),
            },
            PrMs = Math.Clamp(160 + 0.4 * age + 10 * size + 17 * n[8], 110, 280),
            QrsMs = Math.Clamp(qrs, 70, 190),
            QtcMs = Math.Clamp(408 - 5 * male + 0.2 * age - 120 * ejection + 30 * size + 13 * n[9], 340, 520),
            QrsAxisDegrees = Math.Clamp(45 - 0.7 * age - 1.3 * fat - 25 * mass + 60 * right + 20 * n[10], -80, 130),
            QrsTurnDegrees = 30 * right - 60 * ejection + 10 * size + 11 * n[11],
            TAxisDegrees = Math.Clamp(42 - 20 * mass + 13 * n[12], -40, 90),
            PMillivolts = 0.13 * Math.Exp(0.9 * size + 0.2 * n[13]),
            QrsMillivolts = 1.35 * Math.Exp(0.35 * mass + 0.20 * size + 0.17 * n[14]),
            TMillivolts = 0.36 * Math.Exp(
                0.10 * male - 0.45 * mass + 2.2 * ejection - 0.004 * age - (illness.Diabetes ? 0.12 : 0) + 0.18 * n[15]),
            // The septum's own forces differ from person to person, with or without an infarct.
            InitialForces = 0.45 * illness.Severity * Math.Exp(0.3 * n[16]) * away + new Dipole(0.05 * n[20], 0.05 * n[21], 0.09 * n[22]),
            TShift = tShift + 0.32 * illness.Severity * Math.Exp(0.3 * n[17]) * away,
            St = 0.07 * illness.Severity * away + new Dipole(0.02 * n[18], 0, -0.015 * male + 0.02 * n[19]),
        };
    }

    /// <summary>The torso around a heart: fat attenuates, and electrodes lie where the nurse put them.</summary>
    /// <param name="person">The person.</param>
    /// <param name="draws">Twenty-six normals.</param>
    public static LeadField Torso(Person person, IDraws draws)
    {
        ArgumentNullException.ThrowIfNull(person);
        return LeadField.Dower.Perturbed(draws, Math.Exp(-0.025 * (person.BodyMassIndex - MeanBodyMassIndex)));
    }

    /// <summary>A block widens QRS and sets T against it.</summary>
    private static (double QrsMs, Dipole TShift) Block(Conduction conduction, double qrsMs) => conduction switch
    {
        Conduction.LeftBundleBranchBlock => (Math.Max(qrsMs + 50, 126), new Dipole(-0.50, -0.12, -0.18)),
        Conduction.RightBundleBranchBlock => (Math.Max(qrsMs + 42, 122), new Dipole(0.05, 0, 0.22)),
        _ => (Math.Min(qrsMs, 118), default),
    };

    /// <summary>Where a territory lies, seen from the middle of the heart: anterior, lateral and posterior, or inferior.</summary>
    internal static Dipole DirectionOf(Territory territory) => territory switch
    {
        Territory.Lad => new(0.30, -0.10, -0.95),
        Territory.Lcx => new(0.75, 0.00, 0.65),
        Territory.Rca => new(-0.10, 0.95, 0.25),
        _ => default,
    };
}
