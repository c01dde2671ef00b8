namespace EcgCmrNative.Models.Encoders.Ecg.Positions;

/// <summary>
/// The angular frequencies of the position tables, 1 / 10000^(k/K) in single precision. The published tables carry the rounding of the
/// library they were made with (NumPy 1.24 with AVX-512), whose power is not correctly rounded: it misses by one unit in the last place
/// here and there. Where it misses was measured and is listed for the published widths; other widths get the correctly rounded power.
/// </summary>
internal static class PositionFrequencies
{
    /// <summary>
    /// By K, the indices k whose power is one unit above the correctly rounded one (positive) or below it (negative). Index 0 is exact.
    /// </summary>
    private static readonly Dictionary<int, short[]> Misses = new()
    {
        [32] = [-5, 7, 14, -27],
        [40] = [-1, -7, -9, -13, -21, -24, -31, -37],
        [48] = [-1, -8, 13, 14, -20, 21, -23, 25, 34, -37, -40, 43],
        [64] = [7, -10, 14, -25, 27, 28, -45, 47, -54, -59, -63],
        [96] = [-2, -7, -15, -16, -17, 21, 26, 28, -40, 42, -46, -47, 49, 50, -53, 55, 68, -74, -80, -81, 86, 91],
        [128] = [-1, 9, 14, -20, 28, -35, 47, -50, -53, 54, 56, -61, 73, 75, -90, 94, -107, -108, -111, -118, -119, 123, -126],
        [144] =
        [
            -1, -3, -13, 17, -23, -24, 26, 28, -32, -35, 39, 42, -46, -47, -49, 50, -55, 56, -58, -60, 63, 67, -68, -69, 74, 75, -79, 80,
            82, -100, 102, -111, -120, -122, -127, 129, -133, -134,
        ],
        [160] =
        [
            -4, 7, 18, -25, 26, -28, 29, 35, -36, -37, 43, -51, -52, -61, 70, 74, 77, -84, -87, -96, -99, -111, -124, -135, -139, -147,
            -148, 154, -158,
        ],
        [192] =
        [
            -4, 11, -14, 21, -30, -32, -34, 42, 49, 52, 56, -59, 65, -75, -80, 81, 84, -92, -94, 95, 98, 100, 103, -106, 107, -109, 110,
            -119, -121, -131, -135, 136, 139, 141, -148, -160, -162, 172, -173, -177, 179, 182, -189,
        ],
        [216] =
        [
            -2, -4, 10, 13, -20, -22, 26, -34, -36, 39, 42, -48, -52, 58, 63, -69, -71, 75, 84, -87, 88, 89, -90, 94, 95, -101, -102, 104,
            111, -115, -118, -119, 120, 123, -134, 137, 140, 143, -150, -152, 153, 161, -166, 169, 172, -180, -182, -183, 185, 188, 193,
            -201, 202, -215,
        ],
        [256] =
        [
            -2, -7, 11, 18, -21, 28, -29, 31, -40, -43, 47, 56, 69, -70, 73, -81, -83, 94, -100, -106, 108, 112, -117, -122, -137, 146,
            150, -159, 165, 169, -175, -180, 188, -195, -197, -199, 201, -203, -214, -216, -217, -219, -222, 223, 229, -235, -236, -237,
            -238, -241, 246, 247, -252,
        ],
        [320] =
        [
            -8, -9, 14, -29, -33, 35, 36, -50, -51, 52, -56, 58, 70, -72, -74, -77, -79, 86, -102, -103, -104, -109, 111, -122, -125, 135,
            140, 148, -153, 154, 159, -168, -174, 183, 187, -192, -198, -201, 203, 207, 221, -222, -225, 227, -233, 235, -248, 251, -267,
            -270, -271, -273, -278, -294, -295, -296, 299, 308, -315, -316,
        ],
    };

    /// <summary>The frequencies, from 1 down.</summary>
    /// <param name="count">K, a quarter of the table's width.</param>
    public static float[] Of(int count)
    {
        var powers = new float[count];
        for (var k = 0; k < count; k++) powers[k] = (float)Math.Pow(10000, (float)k / count);
        foreach (var miss in Misses.GetValueOrDefault(count, []))
        {
            ref var power = ref powers[Math.Abs(miss)];
            power = miss > 0 ? MathF.BitIncrement(power) : MathF.BitDecrement(power);
        }
        return Array.ConvertAll(powers, power => 1 / power);
    }
}
