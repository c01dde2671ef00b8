namespace EcgCmrNative.Data.Synthetic.Hearts;

/// <summary>The coronary artery whose territory is ischaemic.</summary>
public enum Territory
{
    /// <summary>No territory is.</summary>
    None,

    /// <summary>Left anterior descending artery.</summary>
    Lad,

    /// <summary>Left circumflex artery.</summary>
    Lcx,

    /// <summary>Right coronary artery.</summary>
    Rca,
}
