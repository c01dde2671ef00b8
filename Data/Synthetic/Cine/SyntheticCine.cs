using System.Numerics;
using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Data.Synthetic.Cine;

/// <summary>Images a <see cref="VirtualHeart"/>: a short-axis cine in the contrast of balanced steady-state free precession.</summary>
public static class SyntheticCine
{
    private const int Pixels = CineGrid.Pixels;

    // A usual short-axis plane in NIfTI's axes (right, front, head): the frame's right is the patient's left and back, down is to the feet.
    private static readonly Vector3 Rightwards = Vector3.Normalize(new(-0.712f, -0.701f, -0.034f));
    private static readonly Vector3 Towards = Vector3.Normalize(Vector3.Cross(new(0.308f, -0.268f, -0.913f), Rightwards));
    private static readonly Vector3 Downwards = Vector3.Cross(Rightwards, Towards);

    /// <summary>The phase of end-systole of a heart.</summary>
    public static int EndSystole(VirtualHeart heart)
    {
        ArgumentNullException.ThrowIfNull(heart);
        return (int)Math.Round(heart.Contraction.EndSystole * CineGrid.Phases);
    }

    /// <summary>Images a heart: the mid-ventricular slice, or slices from above the base to below the tip.</summary>
    /// <param name="heart">The heart.</param>
    /// <param name="draws">Decides position, contrast, body, and noise.</param>
    /// <param name="stack">All slices.</param>
    /// <returns>Whole intensities [x, y, slice, phase], slices from base to tip.</returns>
    public static NiftiImage Image(VirtualHeart heart, IDraws draws, bool stack = false)
    {
        ArgumentNullException.ThrowIfNull(heart);
        ArgumentNullException.ThrowIfNull(draws);
        var look = CineAppearance.Random(heart.Person, draws);
        var texture = new Texture(look.Details);
        var heights = Heights(heart, look, stack);
        var scanner = new ScannerNoise(look.Noise * look.Gain, draws);
        var planes = new float[heights.Length * CineGrid.Phases][];
        for (var slice = 0; slice < heights.Length; slice++)
        {
            // Every slice is another breath-hold, and no two are alike.
            var here = slice == 0 ? look : look with { Centre = (look.Centre.X + draws.Normal(), look.Centre.Y + 1.5 * draws.Normal()) };
            var body = new float[Pixels * Pixels];
            new BodyPainter(here, texture).Paint(body);
            var sensitivity = Sensitivity(here);
            var painter = new HeartPainter(heart, here, texture);
            for (var phase = 0; phase < CineGrid.Phases; phase++)
            {
                var plane = body.AsSpan().ToArray();
                painter.Paint(plane, heights[slice], Contraction(heart, phase));
                scanner.Measure(plane, sensitivity);
                planes[phase * heights.Length + slice] = plane;
            }
        }
        return new NiftiImage
        {
            Shape = [Pixels, Pixels, heights.Length, CineGrid.Phases],
            Planes = planes,
            SpacingMm = [CineGrid.PixelMm, CineGrid.PixelMm, CineGrid.SliceSpacingMm],
            TimeStepMs = 60_000 / heart.HeartRateBpm / CineGrid.Phases,
            Orientation = new VoxelOrientation(
                (float)CineGrid.PixelMm * Rightwards, (float)CineGrid.PixelMm * Downwards, (float)CineGrid.SliceSpacingMm * Towards,
                (float)(-Pixels / 2 * CineGrid.PixelMm) * (Rightwards + Downwards)),
            Description = "virtual heart",
        };
    }

    /// <summary>What each pixel of the mid-ventricular slice shows. Parts of pixels belong to the tissue of the pixel's centre.</summary>
    /// <param name="heart">The heart.</param>
    /// <param name="draws">As of <see cref="Image"/>.</param>
    /// <param name="phases">The phases.</param>
    /// <returns>For each phase, row by row as the planes of the image.</returns>
    public static IReadOnlyList<HeartTissue[]> Tissues(VirtualHeart heart, IDraws draws, params IReadOnlyList<int> phases)
    {
        ArgumentNullException.ThrowIfNull(heart);
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(phases);
        var look = CineAppearance.Random(heart.Person, draws);
        var (painter, height) = (new HeartPainter(heart, look, new Texture(look.Details)), Heights(heart, look, stack: false)[0]);
        return [.. phases.Select(phase =>
        {
            ArgumentOutOfRangeException.ThrowIfNegative(phase, nameof(phases));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(phase, CineGrid.Phases, nameof(phases));
            var tissues = new HeartTissue[Pixels * Pixels];
            painter.Mark(tissues, height, Contraction(heart, phase));
            return tissues;
        })];
    }

    /// <summary>Time is warped slightly so that end-systole falls on a phase.</summary>
    private static double Contraction(VirtualHeart heart, int phase)
    {
        var (systole, end) = (EndSystole(heart), heart.Contraction.EndSystole);
        return heart.Contraction.At(phase <= systole
            ? end * phase / systole
            : end + (1 - end) * (phase - systole) / (CineGrid.Phases - systole));
    }

    /// <summary>Heights of the slices above the tip of the cavity in end-diastole, descending.</summary>
    private static double[] Heights(VirtualHeart heart, CineAppearance look, bool stack)
    {
        var length = heart.Left.Shape.LengthMm;
        var middle = length / 2 + look.SliceShiftMm;
        if (!stack) return [middle];
        var above = (int)Math.Ceiling((length - middle) / CineGrid.SliceSpacingMm);
        var below = (int)Math.Ceiling(middle / CineGrid.SliceSpacingMm);
        return [.. Enumerable.Range(-above, above + below + 1).Select(slice => middle - slice * CineGrid.SliceSpacingMm)];
    }

    /// <summary>
    /// Intensity per signal, by pixel: the scanner's scale and the coil's sensitivity, largest at the front of the chest.
    /// </summary>
    private static float[] Sensitivity(CineAppearance look)
    {
        var map = new float[Pixels * Pixels];
        var (cx, cy) = (look.Centre.X / CineGrid.PixelMm, look.Centre.Y / CineGrid.PixelMm);
        for (var row = 0; row < Pixels; row++)
        {
            for (var column = 0; column < Pixels; column++)
            {
                var (x, y) = ((column + 0.5 - cx) / Pixels, (row + 0.5 - cy) / Pixels);
                map[row * Pixels + column] =
                    look.Gain * (float)Math.Exp(look.Coil.X * x + look.Coil.Y * y + look.Coil.Curvature * (x * x + y * y) * 4);
            }
        }
        return map;
    }
}
