namespace EcgCmrNative.Data.Synthetic;

/// <summary>The heart's electrical dipole in Frank's coordinates, in millivolts: X to the left, Y to the feet, Z to the back.</summary>
/// <param name="X">Left.</param>
/// <param name="Y">Down.</param>
/// <param name="Z">Back.</param>
public readonly record struct Dipole(double X, double Y, double Z)
{
    /// <summary>Sum of two dipoles.</summary>
    public static Dipole operator +(Dipole a, Dipole b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>A dipole times a number.</summary>
    public static Dipole operator *(double scale, Dipole a) => new(scale * a.X, scale * a.Y, scale * a.Z);

    /// <summary>Turned in the frontal plane, clockwise as one looks at the patient: 0° is left, 90° down.</summary>
    public Dipole TurnedFrontally(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return this with { X = X * cos - Y * sin, Y = X * sin + Y * cos };
    }

    /// <summary>Turned in the horizontal plane, from left towards the back.</summary>
    public Dipole TurnedHorizontally(double degrees)
    {
        if (degrees == 0) return this;
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return this with { X = X * cos - Z * sin, Z = X * sin + Z * cos };
    }

    /// <summary>
    /// The direction in Frank's frontal plane that leads I and aVF, seen through Dower's matrix, read as this axis:
    /// I = 0.632·X − 0.235·Y and aVF·2/√3 = −0.094·X + 1.367·Y are in the ratio of its cosine and sine.
    /// </summary>
    internal static double FrankDegrees(double axisDegrees)
    {
        var (sin, cos) = Math.SinCos(axisDegrees * Math.PI / 180);
        return Math.Atan2(0.094 * cos + 0.632 * sin, 1.367 * cos + 0.235 * sin) * 180 / Math.PI;
    }
}
