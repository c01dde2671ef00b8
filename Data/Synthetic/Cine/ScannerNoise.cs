using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Synthetic.Cine;

/// <summary>
/// Makes intensities of signals: normal noise in both channels of the receiver, then the magnitude (Gudbjartsson and Patz, MRM 1995), a
/// whole number.
/// </summary>
internal sealed class ScannerNoise(float deviation, IDraws draws)
{
    private readonly double[] _normals = new double[2 * CineGrid.Pixels];

    /// <summary>Replaces signals by intensities.</summary>
    /// <param name="frame">Signals, then intensities.</param>
    /// <param name="sensitivity">Intensity per signal.</param>
    public void Measure(Span<float> frame, ReadOnlySpan<float> sensitivity)
    {
        for (var first = 0; first < frame.Length; first += CineGrid.Pixels)
        {
            draws.Normals(_normals);
            for (var i = 0; i < CineGrid.Pixels; i++)
            {
                var real = frame[first + i] * sensitivity[first + i] + deviation * (float)_normals[i];
                var imaginary = deviation * (float)_normals[CineGrid.Pixels + i];
                frame[first + i] = MathF.Round(MathF.Sqrt(real * real + imaginary * imaginary));
            }
        }
    }
}
