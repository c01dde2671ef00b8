namespace EcgCmrNative.Models.Evaluation.Verdicts;

/// <summary>What the interval of a figure says about the value that it must beat, such as that of chance.</summary>
public enum Verdict
{
    /// <summary>There is no interval.</summary>
    Unknown,

    /// <summary>The whole interval is better.</summary>
    Better,

    /// <summary>The interval contains the value.</summary>
    NotShown,

    /// <summary>The whole interval is worse.</summary>
    Worse,
}
