using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Data.Synthetic;

/// <summary>Which leads face which coronary territory, through the mean torso of <see cref="LeadField.Dower"/>.</summary>
public static class TerritoryLeads
{
    /// <summary>A lead faces a direction that lies within 60° of the lead's own axis.</summary>
    private const double LeastCosine = 0.5;

    /// <summary>
    /// The leads whose axis is within 60° of the direction of the territory. They are those of clinical practice: V1 to V4 for the anterior
    /// wall, I, aVL, V5 and V6 for the lateral wall, II, III and aVF for the inferior wall.
    /// </summary>
    /// <param name="territory">The territory.</param>
    /// <returns>In the standard order of the leads; empty for <see cref="Territory.None"/>.</returns>
    public static IReadOnlyList<Lead> Facing(Territory territory)
    {
        var direction = EcgForwardModel.DirectionOf(territory);
        return [.. Enum.GetValues<Lead>().Where(lead => Cosine(LeadField.Dower.ViewOf(lead), direction) >= LeastCosine)];
    }

    private static double Cosine(Dipole a, Dipole b)
    {
        var lengths = Math.Sqrt(Product(a, a) * Product(b, b));
        return lengths > 0 ? Product(a, b) / lengths : 0;
    }

    private static double Product(Dipole a, Dipole b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;
}
