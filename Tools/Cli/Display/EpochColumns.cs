namespace EcgCmrNative.Cli.Display;

/// <summary>
/// What is shown of an epoch, on the terminal in 80 columns and in reports. What a recipe does not measure is left out of reports.
/// </summary>
internal static class EpochColumns
{
    /// <summary>The correlation with the whole recording, visible parts included: not that of the masked samples alone.</summary>
    public const string WholeNcc = "NCC whole";

    /// <summary>Of masked data modelling.</summary>
    public static IReadOnlyList<MetricColumn> MaskedModelling { get; } =
    [
        new("loss", "train_loss", "F4"), new(WholeNcc, "train_ncc", "F4"), new("val loss", "val_loss", "F4"),
        new($"val {WholeNcc}", "val_ncc", "F4"), .. MetricColumn.Ending,
    ];

    /// <summary>Of contrastive learning.</summary>
    public static IReadOnlyList<MetricColumn> Contrastive { get; } =
    [
        new("loss", "train_loss", "F4"), new("top-1", "train_top1", "F3"), new("val loss", "val_loss", "F4"),
        new("val top-1", "val_top1", "F3"), new("val top-5", "val_top5", "F3"), .. MetricColumn.Ending,
    ];

    /// <summary>Of fine-tuning.</summary>
    /// <param name="criterion">The metric by which epochs are compared.</param>
    public static IReadOnlyList<MetricColumn> FineTuning(string criterion) =>
    [
        new("loss", "train_loss", "F4"), new("val loss", "val_loss", "F4"), new($"val {criterion}", $"val_{criterion}", "F4"),
        .. MetricColumn.Ending,
    ];
}
