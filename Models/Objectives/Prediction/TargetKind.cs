namespace EcgCmrNative.Models.Objectives.Prediction;

/// <summary>What is predicted.</summary>
public enum TargetKind
{
    /// <summary>A number with a unit, such as the ejection fraction.</summary>
    Number,

    /// <summary>One of two or more classes, such as a disease and its absence.</summary>
    Classes,

    /// <summary>The risk of an event whose time is known for some people only: the others were observed without it (censored).</summary>
    TimeToEvent,
}
