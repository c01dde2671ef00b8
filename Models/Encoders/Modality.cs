namespace EcgCmrNative.Models.Encoders;

/// <summary>One of the two sides of a pair.</summary>
public enum Modality
{
    /// <summary>The electrocardiogram.</summary>
    Ecg,

    /// <summary>The cardiac magnetic resonance image.</summary>
    Cmr,
}
