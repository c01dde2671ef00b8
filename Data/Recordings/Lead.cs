namespace EcgCmrNative.Data.Recordings;

/// <summary>The twelve standard leads, in the order in which the field stores them; the value is the row.</summary>
public enum Lead
{
    /// <summary>Limb lead I, left arm minus right arm.</summary>
    I,

    /// <summary>Limb lead II, left leg minus right arm.</summary>
    II,

    /// <summary>Limb lead III, left leg minus left arm.</summary>
    III,

    /// <summary>Augmented lead aVR, right arm.</summary>
    aVR,

    /// <summary>Augmented lead aVL, left arm.</summary>
    aVL,

    /// <summary>Augmented lead aVF, left leg.</summary>
    aVF,

    /// <summary>Chest lead V1.</summary>
    V1,

    /// <summary>Chest lead V2.</summary>
    V2,

    /// <summary>Chest lead V3.</summary>
    V3,

    /// <summary>Chest lead V4.</summary>
    V4,

    /// <summary>Chest lead V5.</summary>
    V5,

    /// <summary>Chest lead V6.</summary>
    V6,
}
