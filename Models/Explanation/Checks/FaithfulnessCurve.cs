using EcgCmrNative.Models.Evaluation;

namespace EcgCmrNative.Models.Explanation.Checks;

/// <summary>
/// How a number changes while patches are deleted or inserted in the order of a map, next to random orders. Areas are means over the share
/// of patches, in the unit of the number.
/// </summary>
/// <param name="Shares">Share of the patches that are changed, 0 to 1.</param>
/// <param name="Values">The number at these shares, in the order of the map.</param>
/// <param name="RandomValues">The number at these shares, on average over random orders.</param>
/// <param name="Gain">
/// The area between the map's curve and that of random orders, positive if the map is better; its interval holds the difference to 95 %
/// of the random orders.
/// </param>
public sealed record FaithfulnessCurve(
    IReadOnlyList<double> Shares, IReadOnlyList<double> Values, IReadOnlyList<double> RandomValues, BootstrapInterval Gain)
{
    /// <summary>Whether the map is better than 97.5 % of the random orders.</summary>
    public bool IsBetterThanRandom => Gain.Low > 0;

    /// <summary>The area under a curve by the trapezoidal rule.</summary>
    /// <param name="shares">Ascending from 0 to 1.</param>
    /// <param name="values">At the shares.</param>
    internal static double Area(IReadOnlyList<double> shares, IReadOnlyList<double> values)
    {
        var area = 0.0;
        for (var i = 1; i < shares.Count; i++) area += (shares[i] - shares[i - 1]) * (values[i] + values[i - 1]) / 2;
        return area;
    }
}
