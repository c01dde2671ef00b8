using System.Globalization;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.Display;

/// <summary>Training on the terminal: a bar within the epoch, and a line for every one that is done.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="progress">The bar.</param>
/// <param name="columns">What a line shows.</param>
internal sealed class TrainingDisplay(Terminal terminal, ProgressDisplay progress, IReadOnlyList<MetricColumn> columns) : ITrainingProgress
{
    private const int Gap = 2;

    private bool _hasHead;

    public void Note(string text) => terminal.Say($"note: {text}");

    public void Step(in TrainingStep step) => progress.Report(
        (step.Epoch + (double)step.Step / step.Steps) / step.Epochs,
        string.Create(CultureInfo.InvariantCulture,
            $"epoch {step.Epoch + 1}/{step.Epochs}, step {step.Step}/{step.Steps}, loss {step.Loss:F4}, "
            + $"{ProgressDisplay.Rate(step.SamplesPerSecond)} samples/s, {ProgressDisplay.Time(step.TimeLeft)} left"));

    public void Epoch(TrainingEpoch epoch)
    {
        if (!_hasHead) terminal.Say("epoch" + string.Concat(columns.Select(column => column.Head.PadLeft(column.Width + Gap))));
        _hasHead = true;
        terminal.Say($"{epoch.Epoch + 1,5}" + string.Concat(columns.Select(column => column.Of(epoch.Metrics).PadLeft(column.Width + Gap)))
            + (epoch.IsBest ? "  best" : ""));
    }
}
