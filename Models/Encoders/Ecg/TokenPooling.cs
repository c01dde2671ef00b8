namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>How an embedding is made of the tokens of a recording.</summary>
public enum TokenPooling
{
    /// <summary>The mean of the patch tokens, then <c>fc_norm</c>: the published default.</summary>
    Mean,

    /// <summary>What the patches' mean attends to among the patches (<c>attention_pool</c>), then <c>fc_norm</c>.</summary>
    Attention,

    /// <summary>The class token after the encoder's own last norm.</summary>
    ClassToken,

    /// <summary>The mean of the patch tokens after the encoder's own last norm: encoders of masked data modelling.</summary>
    NormalizedMean,
}
