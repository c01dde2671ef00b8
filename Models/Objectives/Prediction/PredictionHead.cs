namespace EcgCmrNative.Models.Objectives.Prediction;

/// <summary>The layers from an embedding to the outputs.</summary>
public enum PredictionHead
{
    /// <summary>One linear layer: <c>head.weight</c>, <c>head.bias</c>.</summary>
    Linear,

    /// <summary>
    /// Batch norm without gain and shift, then a linear layer: <c>head.0.running_mean</c>, <c>head.1.weight</c> and so on. The published
    /// head of a frozen encoder, whose embeddings have any scale.
    /// </summary>
    NormalizedLinear,
}
