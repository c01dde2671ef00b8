namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The sections of a command's help, in their order.</summary>
internal enum OptionGroup
{
    Data,
    Labels,
    Preparation,
    HeldOut,
    Encoders,
    Model,
    Loss,
    Augmentation,
    Training,
    Classifier,
    Evaluation,
    Output,
    Device,
    General,
}

/// <summary>Headings of the sections.</summary>
internal static class OptionGroupHeadings
{
    public static string Heading(this OptionGroup group) => group switch
    {
        OptionGroup.HeldOut => "Held-out people",
        OptionGroup.Classifier => "Online classifier",
        _ => group.ToString(),
    };
}
