namespace EcgCmrNative.Data.Synthetic.Cine;

/// <summary>
/// Paints what lies around the heart in a short-axis plane: skin, fat and muscle of the chest wall with ribs, lung, the diaphragm with
/// liver, stomach and spleen below it, descending aorta and spine. A likeness, not an atlas. Places are millimetres from the axis of the
/// left ventricle, x to the right and y down.
/// </summary>
internal sealed class BodyPainter(CineAppearance look, Texture texture)
{
    private const float Muscle = 0.24f;
    private const float Bone = 0.10f;
    private const float Marrow = 0.38f;
    private const float EdgeMm = 2.7f;
    private const float MuscleMm = 13;
    private const float HeartToBodyX = 42;
    private const float HeartToBodyY = 42;

    /// <summary>The signal everywhere, where no heart would be.</summary>
    public void Paint(Span<float> frame)
    {
        var (sin, cos) = ((float)Math.Sin(look.BodyRadians), (float)Math.Cos(look.BodyRadians));
        for (var row = 0; row < CineGrid.Pixels; row++)
        {
            var y = (float)((row + 0.5) * CineGrid.PixelMm - look.Centre.Y);
            for (var column = 0; column < CineGrid.Pixels; column++)
            {
                var x = (float)((column + 0.5) * CineGrid.PixelMm - look.Centre.X);
                // Real shapes are less regular than their formulas.
                var (warpX, warpY) = (x + 9 * texture.At(x / 34, y / 34), y + 9 * texture.At(x / 34 + 13, y / 34 + 29));
                var (bx, by) = (0.7f * x + 0.3f * warpX - HeartToBodyX, 0.7f * y + 0.3f * warpY - HeartToBodyY);
                frame[row * CineGrid.Pixels + column] = At(warpX, warpY, cos * bx + sin * by, cos * by - sin * bx);
            }
        }
    }

    private float At(float x, float y, float along, float across)
    {
        // Distance below the skin, of an ellipse with somewhat square shoulders.
        var (u, v) = (MathF.Abs(along) / (float)look.BodyMm.Width, MathF.Abs(across) / (float)look.BodyMm.Depth);
        var radius = MathF.Pow(MathF.Pow(u, 2.5f) + MathF.Pow(v, 2.5f), 0.4f);
        var below = radius < 0.1f ? (float)look.BodyMm.Depth : (1 - radius) * MathF.Sqrt(along * along + across * across) / radius;
        if (below < -EdgeMm) return 0;
        var ripple = 3 * texture.At(x / 19, y / 19);
        var fat = (float)look.SubcutaneousFatMm * (1 + 0.25f * texture.At(along / 45, across / 45));
        var value = Mix(0, look.Fat * (1 + 0.08f * texture.At(x / 6, y / 6)), below);
        value = Mix(value, Muscle * (1 + 0.25f * texture.At(x / 7, y / 3)), below - fat);
        var wall = below - fat - MuscleMm - 0.5f * ripple;
        value = Ribs(value, below - fat - 8, along, across);
        return wall < -EdgeMm ? value : Mix(value, Inside(x, y, ripple), wall);
    }

    /// <summary>Ribs cut across: marrow in a dark shell, at regular distances along the wall.</summary>
    private float Ribs(float value, float depth, float along, float across)
    {
        const float Apart = 52;
        var arc = MathF.Atan2(across, along) * 140 / Apart + (float)look.Details[0];
        var rib = MathF.Floor(arc);
        var beside = (arc - rib - 0.5f + 0.25f * texture.At(rib * 3.7f, 2)) * Apart;
        var size = 5.5f + 2 * texture.At(rib * 5.3f, 9);
        var distance = MathF.Sqrt(beside * beside / 4.5f + depth * depth);
        value = Mix(value, Bone, size - distance);
        return Mix(value, Marrow, size - 1.8f - distance);
    }

    private float Inside(float x, float y, float ripple)
    {
        var vessel = texture.At(x / 5.5f + 17, y / 5.5f + 5) - 0.62f;
        var value = look.Lung * (1 + 0.3f * texture.At(x / 10, y / 10)) + (vessel > 0 ? 0.5f * vessel : 0);
        var dome = 37 + 0.0022f * (x + 35) * (x + 35) + (float)look.BreathMm + ripple - 0.10f * x;
        // Fat in the angle between heart and diaphragm, and in front of the right ventricle.
        var pads = (float)look.EpicardialFatMm;
        value = Mix(value, 0.85f * look.Fat, 14 + 2.5f * pads - Distance(x, y, -60, 34, 1.6f) + 2 * ripple);
        value = Mix(value, 0.75f * look.Fat, 20 + 2.5f * pads - Distance(x, y, -62, -22, 1.1f) + 2 * ripple);
        value = Mix(value, 0.8f * look.Fat, 14 + 2.5f * pads - Distance(x, y, -82, 4, 1.2f) + 2 * ripple);
        var under = y - dome;
        if (under < -EdgeMm) return Spine(value, x, y);
        value = Mix(value, Muscle, under);
        var liver = look.Liver * (1 + 0.06f * texture.At(x / 4, y / 4));
        var vein = texture.At(x / 11 + 31, y / 8 + 7) - 0.6f;
        if (vein > 0) liver += 0.9f * vein;
        var edge = 30 + (float)(25 * look.Details[1]) - 0.25f * (y - 60) + 2 * ripple;
        var spleen = 1.15f * look.Liver * (1 + 0.1f * texture.At(x / 5, y / 5));
        var right = Mix(look.Fat * 0.6f, spleen, 27 - Distance(x, y, 105, 70, 0.8f) + ripple);
        var stomach = 30 - Distance(x, y, 62 + (float)(20 * look.Details[2]), 76, 1.2f) + 2 * ripple;
        right = Mix(right, 0.42f, stomach);
        right = Mix(right, (float)(0.12 + 0.55 * look.Details[3]) * (1 + 0.3f * texture.At(x / 9, y / 9)), stomach - 4);
        value = Mix(value, Mix(right, liver, edge - x), under - 3);
        return Spine(value, x, y);
    }

    private float Spine(float value, float x, float y)
    {
        var aorta = Distance(x, y, 34 + (float)(10 * look.Details[4]), 88, 1);
        value = Mix(value, 0.85f * look.Fat, 17 - aorta);
        value = Mix(value, 0.9f, 11.5f - aorta);
        var vertebra = Distance(x, y, 2, 112, 1.2f);
        value = Mix(value, Bone, 23 - vertebra);
        value = Mix(value, Marrow * (1 + 0.1f * texture.At(x / 4, y / 4)), 21 - vertebra);
        return Mix(value, 0.8f, 8 - Distance(x, y, 2, 142, 1.2f));
    }

    private static float Distance(float x, float y, float toX, float toY, float wide)
    {
        var (dx, dy) = ((x - toX) / wide, y - toY);
        return MathF.Sqrt(dx * dx + dy * dy);
    }

    /// <summary>From one signal to another over an edge; the second is inside, where the distance is positive.</summary>
    private static float Mix(float outside, float inside, float distance) =>
        outside + Math.Clamp(distance / EdgeMm + 0.5f, 0, 1) * (inside - outside);
}
