using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>
/// Body and heart size of people without heart disease: means and standard deviations by sex, and one matrix of correlations within a sex.
/// Heart volumes, mass and ejection fractions after Petersen et al. (J Cardiovasc Magn Reson 2017); docs/virtual-cohort.md has every figure
/// with its source.
/// </summary>
internal static class Population
{
    /// <summary>What is drawn together.</summary>
    private enum Trait
    {
        Age, Height, BodyMassIndex, EndDiastolicVolume, Mass, EjectionFraction, RightEjectionFraction, HeartRate,
    }

    private static readonly int Traits = Enum.GetValues<Trait>().Length;

    /// <summary>
    /// In the order of <see cref="Trait"/>; a trait with a coefficient of variation is log-normal, one with a deviation normal.
    /// </summary>
    private static readonly Marginal[] Women =
    [
        Normal(64, 7.6), Normal(163, 6.2), LogNormal(26.0, 0.17), LogNormal(124, 0.169), LogNormal(70, 0.186),
        Normal(0.61, 0.05), Normal(0.58, 0.06), LogNormal(64, 0.14),
    ];

    private static readonly Marginal[] Men =
    [
        Normal(64, 7.6), Normal(176.5, 6.6), LogNormal(26.8, 0.145), LogNormal(166, 0.193), LogNormal(103, 0.204),
        Normal(0.58, 0.05), Normal(0.54, 0.06), LogNormal(61, 0.14),
    ];

    private static readonly double[,] Mixing = Cholesky(new[,]
    {
        // age    height  BMI    EDV    mass   EF     RVEF   rate
        { 1.00, -0.12,  0.00, -0.22, -0.05,  0.05,  0.08,  0.00 },
        { -0.12, 1.00, -0.05,  0.42,  0.33, -0.05, -0.05, -0.05 },
        { 0.00, -0.05,  1.00,  0.18,  0.42, -0.02, -0.05,  0.12 },
        { -0.22, 0.42,  0.18,  1.00,  0.68, -0.15,  0.10, -0.30 },
        { -0.05, 0.33,  0.42,  0.68,  1.00, -0.10,  0.00, -0.12 },
        { 0.05, -0.05, -0.02, -0.15, -0.10,  1.00,  0.45,  0.05 },
        { 0.08, -0.05, -0.05,  0.10,  0.00,  0.45,  1.00,  0.00 },
        { 0.00, -0.05,  0.12, -0.30, -0.12,  0.05,  0.00,  1.00 },
    });

    /// <summary>Draws a person and the heart that this person has in health.</summary>
    /// <param name="draws">A uniform, then nine normals.</param>
    public static (Person Person, HealthyHeart Heart) Draw(IDraws draws)
    {
        var sex = draws.Uniform() < 0.52 ? Sex.Female : Sex.Male;
        var marginals = sex == Sex.Female ? Women : Men;
        Span<double> normals = stackalloc double[Traits + 1];
        draws.Normals(normals);
        Span<double> trait = stackalloc double[Traits];
        for (var row = 0; row < Traits; row++)
        {
            var score = 0.0;
            for (var column = 0; column <= row; column++) score += Mixing[row, column] * normals[column];
            // Limited to four deviations (one person in sixteen thousand), so that every heart can be built.
            trait[row] = marginals[row].At(Math.Clamp(score, -4, 4));
        }
        var height = trait[(int)Trait.Height];
        var person = new Person(
            sex,
            Math.Clamp(trait[(int)Trait.Age], 45, 82),
            height,
            trait[(int)Trait.BodyMassIndex] * height * height / 1e4);
        var (edv, ejection) = (trait[(int)Trait.EndDiastolicVolume], trait[(int)Trait.EjectionFraction]);
        // What the left ventricle ejects, the right one does, but for valves that leak a little.
        var rightStroke = edv * ejection * Math.Exp(0.03 * normals[Traits]);
        var heart = new HealthyHeart(
            edv, trait[(int)Trait.Mass], ejection,
            rightStroke / trait[(int)Trait.RightEjectionFraction], rightStroke, trait[(int)Trait.HeartRate]);
        return (person, heart);
    }

    private static Marginal Normal(double mean, double deviation) => new(mean, deviation, false);

    /// <summary>A log-normal trait of this mean and coefficient of variation.</summary>
    private static Marginal LogNormal(double mean, double variation)
    {
        var variance = Math.Log(1 + variation * variation);
        return new(Math.Log(mean) - variance / 2, Math.Sqrt(variance), true);
    }

    private static double[,] Cholesky(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var lower = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++) sum -= lower[i, k] * lower[j, k];
                lower[i, j] = i == j ? Math.Sqrt(sum) : sum / lower[j, j];
            }
        }
        return lower;
    }

    private readonly record struct Marginal(double Centre, double Deviation, bool Logarithmic)
    {
        public double At(double score)
        {
            var value = Centre + Deviation * score;
            return Logarithmic ? Math.Exp(value) : value;
        }
    }
}

/// <summary>A heart without illness.</summary>
internal sealed record HealthyHeart(
    double EndDiastolicMl, double MassGrams, double EjectionFraction,
    double RightEndDiastolicMl, double RightStrokeMl, double HeartRateBpm);
