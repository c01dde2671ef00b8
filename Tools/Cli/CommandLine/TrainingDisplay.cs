using System.Globalization;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Training on the terminal: a bar within the epoch, and a line for every one that is done.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="progress">The bar.</param>
internal sealed class TrainingDisplay(Terminal terminal, ProgressDisplay progress) : ITrainingProgress
{
    private static readonly (string Head, string Metric, string Format)[] Columns =
    [
        ("train loss", "train_loss", "F4"), ("train NCC", "train_ncc", "F4"), ("held-out loss", "val_loss", "F4"), ("held-out NCC", "val_ncc", "F4"),
        ("learning rate", "train_lr", "0.00e+00"), ("seconds", "train_seconds", "F1"),
    ];

    private bool _hasHead;

    public void Step(in TrainingStep step) => progress.Report(
        (step.Epoch + (double)step.Step / step.Steps) / step.Epochs,
        string.Create(CultureInfo.InvariantCulture,
            $"epoch {step.Epoch + 1}/{step.Epochs}, step {step.Step}/{step.Steps}, loss {step.Loss:F4}, {ProgressDisplay.Rate(step.SamplesPerSecond)} ECG/s, {ProgressDisplay.Time(step.TimeLeft)} left"));

    public void Epoch(TrainingEpoch epoch)
    {
        if (!_hasHead) terminal.Say("epoch" + string.Concat(Columns.Select(column => column.Head.PadLeft(15))));
        _hasHead = true;
        terminal.Say($"{epoch.Epoch + 1,5}" + string.Concat(Columns.Select(column => epoch.Metrics.TryGetValue(column.Metric, out var value)
            ? value.ToString(column.Format, CultureInfo.InvariantCulture).PadLeft(15)
            : new string(' ', 15))) + (epoch.IsBest ? "  best" : ""));
    }
}
