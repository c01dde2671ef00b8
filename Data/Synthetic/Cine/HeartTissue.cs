namespace EcgCmrNative.Data.Synthetic.Cine;

/// <summary>What a pixel of a virtual cine shows.</summary>
public enum HeartTissue
{
    /// <summary>Anything else than the ventricles.</summary>
    Other,

    /// <summary>The cavity of the left ventricle, papillary muscles included.</summary>
    LeftCavity,

    /// <summary>The muscle of the left ventricle, septum included.</summary>
    Myocardium,

    /// <summary>The right ventricle with its thin wall.</summary>
    RightVentricle,
}
