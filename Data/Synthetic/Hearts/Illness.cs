using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>The illness of a heart.</summary>
public sealed record Illness
{
    /// <summary>Coronary artery disease.</summary>
    public bool CoronaryArteryDisease { get; init; }

    /// <summary>Atrial fibrillation, whether the heart fibrillates now or not.</summary>
    public bool AtrialFibrillation { get; init; }

    /// <summary>Diabetes mellitus.</summary>
    public bool Diabetes { get; init; }

    /// <summary>The heart fibrillates now: in both recordings.</summary>
    public bool FibrillatesNow { get; init; }

    /// <summary>The ischaemic territory; none in a quarter of those with coronary artery disease, and in all others.</summary>
    public Territory Territory { get; init; }

    /// <summary>How much of the territory's function is lost, 0 to 1.</summary>
    public double Severity { get; init; }

    /// <summary>How the ventricles are activated.</summary>
    public Conduction Conduction { get; init; }

    /// <summary>Draws illnesses, each with odds that depend on the person and on the illnesses before it.</summary>
    /// <param name="person">The person.</param>
    /// <param name="draws">Eight uniforms.</param>
    public static Illness Random(Person person, IDraws draws)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(draws);
        Span<double> u = stackalloc double[8];
        draws.Uniforms(u);
        var (male, age, bmi) = (person.Sex == Sex.Male ? 1.0 : 0.0, person.AgeYears - 64, person.BodyMassIndex - 26.4);
        var diabetes = u[0] < Chance(-3.49 + 0.5 * male + 0.03 * age + 0.13 * bmi);
        var coronary = u[1] < Chance(-3.50 + 1.1 * male + 0.075 * age + 0.04 * bmi + (diabetes ? 0.7 : 0));
        var fibrillation = u[2] < Chance(-4.25 + 0.7 * male + 0.095 * age + 0.05 * bmi + (coronary ? 0.6 : 0));
        var regional = coronary && u[3] < 0.75;
        return new Illness
        {
            Diabetes = diabetes,
            CoronaryArteryDisease = coronary,
            AtrialFibrillation = fibrillation,
            FibrillatesNow = fibrillation && u[4] < 0.6,
            Territory = !regional ? Territory.None : u[5] < 0.45 ? Territory.Lad : u[5] < 0.80 ? Territory.Rca : Territory.Lcx,
            Severity = regional ? 0.15 + 0.85 * u[6] : 0,
            Conduction = Block(u[7], Chance(-5.1 + 0.06 * age + (coronary ? 1.1 : 0)), Chance(-4.0 + 0.7 * male + 0.06 * age)),
        };
    }

    private static Conduction Block(double u, double left, double right) =>
        u < left ? Conduction.LeftBundleBranchBlock : u < left + right ? Conduction.RightBundleBranchBlock : Conduction.Normal;

    private static double Chance(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
