using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;

namespace EcgCmrNative.Models.Encoders.Files;

/// <summary>All kinds of encoders that files are searched for. A new kind is one line here.</summary>
public static class EncoderKinds
{
    /// <summary>The kinds.</summary>
    public static IReadOnlyList<EncoderKind> All { get; } = [new VisionTransformerKind(), new ResNetKind(), new UNetKind()];
}
