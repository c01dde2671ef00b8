namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>
/// The published model sizes, <c>mae_vit_&lt;name&gt;_patchX</c> and <c>vit_&lt;name&gt;_patchX</c>. The paper's is tiny.
/// Where versions of the published code differ, these are the later one's, and big is the earlier one's alone; the names
/// ending in 2 have its smaller decoder.
/// </summary>
public static class EcgPresets
{
    private static readonly (string Name, (int Width, int Depth, int Heads) Encoder, (int Width, int Depth, int Heads) Decoder)[] Table =
    [
        ("pluto", (256, 2, 8), (160, 1, 8)),
        ("tiny", (384, 3, 6), (256, 2, 8)),
        ("tiny2", (384, 3, 6), (128, 2, 4)),
        ("tinyDeep", (192, 12, 3), (256, 2, 8)),
        ("tinyDeep2", (192, 12, 3), (128, 2, 4)),
        ("small", (512, 4, 8), (256, 2, 8)),
        ("small2", (512, 4, 8), (128, 2, 4)),
        ("smallDeep", (384, 12, 6), (256, 2, 8)),
        ("smallDeep2", (384, 12, 6), (128, 2, 4)),
        ("medium", (640, 5, 10), (256, 2, 8)),
        ("medium2", (640, 5, 10), (128, 2, 4)),
        ("mediumDeep", (576, 12, 8), (256, 2, 8)),
        ("mediumDeep2", (576, 12, 8), (128, 2, 4)),
        ("large", (864, 6, 12), (256, 2, 8)),
        ("big", (768, 8, 8), (256, 4, 8)),
        ("vit_base", (768, 12, 12), (512, 8, 16)),
        ("vit_large", (1024, 24, 16), (512, 8, 16)),
        ("vit_huge", (1280, 32, 16), (512, 8, 16)),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>The encoder of a preset, for 12 leads of 2500 samples until changed.</summary>
    /// <param name="name">A name of <see cref="Names"/>, or the published spelling with prefix and suffix.</param>
    /// <exception cref="ArgumentException">The preset is unknown.</exception>
    public static VisionTransformerConfiguration Encoder(string name)
    {
        var (width, depth, heads) = Find(name).Encoder;
        return new VisionTransformerConfiguration(width, depth, heads);
    }

    /// <summary>The decoder that masked data modelling of a preset uses.</summary>
    /// <inheritdoc cref="Encoder(string)"/>
    public static (int Width, int Depth, int Heads) Decoder(string name) => Find(name).Decoder;

    /// <summary>The preset with an encoder of these sizes; null if no preset has them.</summary>
    /// <param name="width">Numbers per token.</param>
    /// <param name="depth">Blocks.</param>
    /// <param name="decoder">Width and depth of the decoder; null to compare the encoder only.</param>
    public static string? Recognize(int width, int depth, (int Width, int Depth)? decoder) => Table
        .Where(row => (row.Encoder.Width, row.Encoder.Depth) == (width, depth)
            && (decoder is null || (row.Decoder.Width, row.Decoder.Depth) == decoder))
        .Select(row => row.Name).FirstOrDefault();

    private static (string Name, (int Width, int Depth, int Heads) Encoder, (int Width, int Depth, int Heads) Decoder) Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // vit_large_patchX is the size "large"; without the suffix, vit_large is one of the classic sizes, which keep their vit_.
        const string suffix = "_patchX";
        var plain = name.StartsWith("mae_", StringComparison.Ordinal) ? name["mae_".Length..] : name;
        if (plain.EndsWith(suffix, StringComparison.Ordinal))
        {
            var size = plain[..^suffix.Length];
            var bare = size.StartsWith("vit_", StringComparison.Ordinal) ? size["vit_".Length..] : size;
            plain = Array.Exists(Table, row => row.Name == bare) ? bare : size;
        }
        foreach (var row in Table)
        {
            if (row.Name == plain) return row;
        }
        throw new ArgumentException($"unknown ECG preset '{name}'; the presets are {string.Join(", ", Names)}");
    }
}
