namespace EcgCmrNative.Data.Synthetic;

/// <summary>The parts of a heart beat in time.</summary>
public enum BeatSegment
{
    /// <summary>Between T and P, between P and QRS, and wherever there is no wave.</summary>
    Other,

    /// <summary>The P wave; absent in atrial fibrillation.</summary>
    P,

    /// <summary>The QRS complex.</summary>
    Qrs,

    /// <summary>From the end of QRS to the end of T.</summary>
    StT,
}
