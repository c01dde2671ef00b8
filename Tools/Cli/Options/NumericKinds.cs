using EcgCmrNative.Cli.CommandLine;

namespace EcgCmrNative.Cli.Options;

/// <summary>Kinds of numbers that several options have, with their ranges.</summary>
internal static class NumericKinds
{
    /// <summary>Half a day at 500 Hz; twelve such leads are a gigabyte.</summary>
    public const int LargestWindow = 21_600_000;

    /// <summary>Samples per lead of a window or a patch.</summary>
    public static ValueKind<int> Samples { get; } = Values.Whole("SAMPLES", NumberRange.From(1, LargestWindow));

    /// <summary>Height and width of an image.</summary>
    public static ValueKind<int> Pixels { get; } = Values.Whole("PIXELS", NumberRange.From(8, 4096));

    /// <summary>A learning rate.</summary>
    public static ValueKind<double> LearningRate { get; } = Values.Number("RATE", NumberRange.PositiveUpTo(100));

    /// <summary>A weight decay.</summary>
    public static ValueKind<double> WeightDecay { get; } = Values.Number("X", NumberRange.From(0, 100));

    /// <summary>The weight of a term of a loss.</summary>
    public static ValueKind<double> LossWeight { get; } = Values.Number("X", NumberRange.From(0, 1_000_000));

    /// <summary>A number of epochs, which may be 0.</summary>
    public static ValueKind<int> Epochs { get; } = Values.Whole("EPOCHS", NumberRange.From(0, MostEpochs));

    /// <summary>The longest training.</summary>
    public const int MostEpochs = 1_000_000;

    /// <summary>The largest batch, and the most steps of something.</summary>
    public const int MostSamples = 1_000_000;
}
