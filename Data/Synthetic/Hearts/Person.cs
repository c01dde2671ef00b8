using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>Whose heart it is.</summary>
/// <param name="Sex">Female or male.</param>
/// <param name="AgeYears">Age.</param>
/// <param name="HeightCm">Height.</param>
/// <param name="WeightKg">Weight.</param>
public sealed record Person(Sex Sex, double AgeYears, double HeightCm, double WeightKg)
{
    /// <summary>Body mass index, kg/m².</summary>
    public double BodyMassIndex => WeightKg / (HeightCm * HeightCm / 1e4);

    /// <summary>Body surface area, m² (Mosteller, 1987).</summary>
    public double BodySurfaceArea => Math.Sqrt(HeightCm * WeightKg / 3600);
}
