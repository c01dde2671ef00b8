using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Data.Synthetic.Cine;

/// <summary>
/// The differences between two images of one heart: its position and rotation, contrast, coil, noise, and the body around it. Signals
/// are relative to that of blood in the left ventricle.
/// </summary>
internal sealed record CineAppearance
{
    /// <summary>The axis of the left ventricle in the frame, millimetres from the frame's upper left corner.</summary>
    public required (double X, double Y) Centre { get; init; }

    /// <summary>How far the heart is turned counter-clockwise from the septum on the left.</summary>
    public required double HeartRadians { get; init; }

    /// <summary>How far the body is turned.</summary>
    public required double BodyRadians { get; init; }

    /// <summary>How far the plane of the mid-ventricular slice is from the middle of the ventricle.</summary>
    public required double SliceShiftMm { get; init; }

    /// <summary>Signal of myocardium.</summary>
    public required float Myocardium { get; init; }

    /// <summary>Signal of blood in the right ventricle.</summary>
    public required float RightBlood { get; init; }

    /// <summary>Signal of fat.</summary>
    public required float Fat { get; init; }

    /// <summary>Signal of liver and spleen.</summary>
    public required float Liver { get; init; }

    /// <summary>Signal of air-filled lung.</summary>
    public required float Lung { get; init; }

    /// <summary>Fat under the skin.</summary>
    public required double SubcutaneousFatMm { get; init; }

    /// <summary>Fat around the heart.</summary>
    public required double EpicardialFatMm { get; init; }

    /// <summary>Half the width and half the depth of the body in the plane.</summary>
    public required (double Width, double Depth) BodyMm { get; init; }

    /// <summary>How far the diaphragm is from its mean place in this breath-hold.</summary>
    public required double BreathMm { get; init; }

    /// <summary>Intensity of blood as the scanner scales it.</summary>
    public required float Gain { get; init; }

    /// <summary>Standard deviation of the noise in each of the two channels, relative to blood.</summary>
    public required float Noise { get; init; }

    /// <summary>Slope of the logarithm of coil sensitivity per frame width, to the right and downwards, and its curvature.</summary>
    public required (double X, double Y, double Curvature) Coil { get; init; }

    /// <summary>Numbers for places and phases of small structure, uniform on [0, 1).</summary>
    public required double[] Details { get; init; }

    /// <summary>Draws an appearance.</summary>
    /// <param name="person">Determines the amount of fat.</param>
    /// <param name="draws">Twenty-four normals, then thirty-two uniforms.</param>
    public static CineAppearance Random(Person person, IDraws draws)
    {
        Span<double> n = stackalloc double[24];
        draws.Normals(n);
        var details = new double[32];
        draws.Uniforms(details);
        var fatness = Math.Max(0, person.BodyMassIndex - 18);
        var (right, down) = (4 + 7 * n[0], 2 + 6 * n[1]);
        return new CineAppearance
        {
            Centre = (CineGrid.CentreColumn * CineGrid.PixelMm + 10 + right, CineGrid.CentreRow * CineGrid.PixelMm + down),
            HeartRadians = 0.05 + 0.16 * n[2],
            BodyRadians = -0.38 + 0.10 * n[3],
            SliceShiftMm = 4 * n[4],
            Myocardium = (float)(0.34 * Math.Exp(0.10 * n[5])),
            RightBlood = (float)(0.93 * Math.Exp(0.05 * n[6])),
            Fat = (float)(0.74 * Math.Exp(0.12 * n[7])),
            Liver = (float)(0.30 * Math.Exp(0.15 * n[8])),
            Lung = (float)(0.05 * Math.Exp(0.25 * n[9])),
            SubcutaneousFatMm = (5 + 1.5 * fatness) * Math.Exp(0.25 * n[10]),
            EpicardialFatMm = (1.2 + 0.18 * fatness) * Math.Exp(0.3 * n[11]),
            BodyMm = (1.05 * person.HeightCm + 1.5 * fatness + 6 * n[12], 0.68 * person.HeightCm + 1.8 * fatness + 5 * n[13]),
            BreathMm = 5 * n[14],
            Gain = (float)(420 * Math.Exp(0.3 * n[15])),
            Noise = (float)(0.030 * Math.Exp(0.3 * n[16])),
            Coil = (-0.35 + 0.25 * n[17], -1.0 + 0.25 * n[18], -0.25 + 0.15 * n[19]),
            Details = details,
        };
    }
}
