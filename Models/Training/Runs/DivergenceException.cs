using System.Globalization;
using EcgCmrNative.Engine.Diagnostics;

namespace EcgCmrNative.Models.Training.Runs;

/// <summary>A run stopped because a number became NaN or infinite. Its last good checkpoint is kept.</summary>
public sealed class DivergenceException : ArithmeticException
{
    private readonly string _reason;
    private readonly double _rate;

    /// <param name="error">What was found.</param>
    /// <param name="checkpoint">The last good checkpoint; null if the run has none yet.</param>
    /// <param name="rate">The learning rate to try next.</param>
    internal DivergenceException(NonFiniteException error, string? checkpoint, double rate)
        : base(Text(error.Reason, checkpoint, rate, _ => null), error) => (_reason, Checkpoint, _rate) = (error.Reason, checkpoint, rate);

    /// <summary>The last good checkpoint, from which the run can be resumed; null if the run has none yet.</summary>
    public string? Checkpoint { get; }

    /// <summary>The message with other names of the settings, such as those that a user interface has.</summary>
    /// <param name="nameOf">The name of a setting or of a parameter such as <c>resume</c>; null if there is no other name for it.</param>
    public string Describe(Func<string, string?> nameOf)
    {
        ArgumentNullException.ThrowIfNull(nameOf);
        return Text(_reason, Checkpoint, _rate, nameOf);
    }

    private static string Text(string reason, string? checkpoint, double rate, Func<string, string?> nameOf)
    {
        var setting = nameOf(RunConfiguration.LearningRateSetting) ?? $"{RunConfiguration.LearningRateSetting} =";
        var lower = $"{setting} {rate.ToString("0.###e+0", CultureInfo.InvariantCulture)}";
        return checkpoint is null
            ? $"{reason} The run diverged and has no good checkpoint; "
                + $"start it in a new folder with a lower learning rate, for example {lower}"
            : $"{reason} The run diverged. Its last good checkpoint is {checkpoint}; resume from it with a lower learning rate: "
                + (nameOf("resume") is { } resume ? $"{resume} {lower}" : lower);
    }
}
