namespace EcgCmrNative.Kernels.Attention;

/// <summary>Sizes and memory layouts of one attention call.</summary>
/// <param name="Batch">Samples.</param>
/// <param name="Heads">Heads.</param>
/// <param name="Queries">Query tokens per sample.</param>
/// <param name="Keys">Key and value tokens per sample.</param>
/// <param name="Width">Numbers per token and head; any.</param>
/// <param name="Scale">Factor on the scores, usually 1/√Width.</param>
/// <param name="QueryLayout">Where a query lies.</param>
/// <param name="KeyValueLayout">Where a key, and a value, lies.</param>
/// <param name="OutputLayout">Where an output token lies.</param>
public readonly record struct AttentionProblem(
    int Batch, int Heads, int Queries, int Keys, int Width, double Scale,
    HeadLayout QueryLayout, HeadLayout KeyValueLayout, HeadLayout OutputLayout)
{
    /// <summary>Which of the batch · heads · queries rows of scores belongs to sample b, head h, query i.</summary>
    internal long Row(int b, int h, int i) => (((long)b * Heads + h) * Queries) + i;
}

/// <summary>Element (b, t, h, i) lies at b·Sample + t·Token + h·Head + i from the start of its view.</summary>
/// <param name="Sample">Step from sample to sample.</param>
/// <param name="Token">Step from token to token.</param>
/// <param name="Head">Step from head to head.</param>
public readonly record struct HeadLayout(long Sample, long Token, long Head)
{
    /// <summary>Where token t of head h of sample b begins.</summary>
    public long At(int b, int t, int h) => (b * Sample) + (t * Token) + (h * Head);

    /// <summary>
    /// [batch, tokens, parts, heads, width], as one linear layer makes queries, keys and values (parts = 3), or an output (parts = 1).
    /// </summary>
    public static HeadLayout Packed(int tokens, int heads, int width, int parts = 1)
    {
        var token = (long)parts * heads * width;
        return new HeadLayout(tokens * token, token, width);
    }

    /// <summary>[batch, heads, tokens, width].</summary>
    public static HeadLayout HeadMajor(int tokens, int heads, int width) =>
        new((long)heads * tokens * width, width, (long)tokens * width);
}
