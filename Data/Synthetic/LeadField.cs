using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Synthetic;

/// <summary>How the leads I, II and V1 to V6 see the heart's dipole; the other limb leads follow from I and II.</summary>
public sealed class LeadField
{
    private static readonly Lead[] Seeing = [Lead.I, Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6];

    private readonly Dipole[] _views;

    private LeadField(Dipole[] views) => _views = views;

    /// <summary>Dower's matrix (Dower et al., 1980): the views of a mean torso.</summary>
    public static LeadField Dower { get; } = new(
    [
        new(0.632, -0.235, 0.059), new(0.235, 1.066, -0.132), new(-0.515, 0.157, -0.917), new(0.044, 0.164, -1.387),
        new(0.882, 0.098, -1.277), new(1.213, 0.127, -0.601), new(1.125, 0.127, -0.086), new(0.831, 0.076, 0.230),
    ]);

    /// <summary>The leads that see.</summary>
    public static IReadOnlyList<Lead> Leads => Seeing;

    /// <summary>The views, in the order of <see cref="Leads"/>, in millivolts per millivolt of the dipole.</summary>
    public IReadOnlyList<Dipole> Views => _views;

    /// <summary>The view of any of the twelve leads; those of the other limb leads follow by Einthoven and Goldberger.</summary>
    /// <param name="lead">The lead.</param>
    public Dipole ViewOf(Lead lead)
    {
        var (first, second) = (_views[0], _views[1]);
        return lead switch
        {
            Lead.III => second + -1 * first,
            Lead.aVR => -0.5 * (first + second),
            Lead.aVL => first + -0.5 * second,
            Lead.aVF => second + -0.5 * first,
            _ => _views[Array.IndexOf(Seeing, lead)],
        };
    }

    /// <summary>
    /// The same views through another torso and from electrodes put elsewhere: a chest electrode that slides along its row sees as its
    /// neighbours do, all of them may lie higher or lower, and each lead is attenuated a little by itself and all by the tissue between.
    /// </summary>
    /// <param name="draws">Twenty-six normals.</param>
    /// <param name="attenuation">What all views are multiplied by.</param>
    public LeadField Perturbed(IDraws draws, double attenuation)
    {
        ArgumentNullException.ThrowIfNull(draws);
        const int FirstChestLead = 2, Shared = 2, Own = 3;
        Span<double> n = stackalloc double[Shared + Own * 8];
        draws.Normals(n);
        var views = new Dipole[_views.Length];
        for (var i = 0; i < views.Length; i++)
        {
            var own = n[(Shared + Own * i)..];
            var view = _views[i];
            if (i >= FirstChestLead)
            {
                // Half a rib's width to the side is about a fifth of the way to the neighbour.
                var slide = Math.Clamp(0.15 * n[0] + 0.2 * own[0], -0.8, 0.8);
                var neighbour = _views[Math.Clamp(slide < 0 ? i - 1 : i + 1, FirstChestLead, views.Length - 1)];
                view += Math.Abs(slide) * (neighbour + -1 * view);
                view += new Dipole(0, 0.10 * n[1] + 0.05 * own[1], 0);
            }
            else
            {
                view += new Dipole(0.04 * own[0], 0.05 * own[1], 0);
            }
            views[i] = attenuation * Math.Exp(0.07 * own[2]) * view;
        }
        return new LeadField(views);
    }
}
