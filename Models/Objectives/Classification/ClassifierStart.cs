namespace EcgCmrNative.Models.Objectives.Classification;

/// <summary>Initial weights of a classifier; its biases start at 0.</summary>
public enum ClassifierStart
{
    /// <summary>N(0, 2/inputs): the published default.</summary>
    Kaiming,

    /// <summary>N(0, 0.001²).</summary>
    Normal,

    /// <summary>Xavier-normal with gain 0.02.</summary>
    Xavier,

    /// <summary>Orthogonal with gain 0.02.</summary>
    Orthogonal,
}
