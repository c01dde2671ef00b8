using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;

namespace EcgCmrNative.Cli.Options;

/// <summary>The encoders that can be chosen by name.</summary>
internal static class Presets
{
    public const string EcgHelp = "Choose the ECG encoder.";

    public const string CmrHelp = "Choose the image encoder.";

    public static ValueKind<string> Ecg { get; } = Values.OneOf(EcgPresets.Names);

    public static ValueKind<string> Cmr { get; } = Values.OneOf(CmrPresets.Names);
}
