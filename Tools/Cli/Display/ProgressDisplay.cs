using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace EcgCmrNative.Cli.Display;

/// <summary>
/// Shows on the standard error how far something is: a bar that is drawn over itself on a terminal, a line
/// now and then where there is none.
/// </summary>
internal sealed class ProgressDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(15);

    private readonly Terminal _terminal;
    private readonly string _what;
    private readonly ProgressTask? _bar;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _nextLine = BetweenLines;

    private ProgressDisplay(Terminal terminal, string what, ProgressTask? bar) => (_terminal, _what, _bar) = (terminal, what, bar);

    /// <summary>Shows progress while some work is done.</summary>
    public static void Run(Terminal terminal, string what, Action<ProgressDisplay> work) => Run(terminal, what, display =>
    {
        work(display);
        return 0;
    });

    /// <inheritdoc cref="Run(Terminal, string, Action{ProgressDisplay})"/>
    public static T Run<T>(Terminal terminal, string what, Func<ProgressDisplay, T> work)
    {
        if (!terminal.IsInteractive) return work(new ProgressDisplay(terminal, what, null));
        return terminal.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn { Width = 30 }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => work(new ProgressDisplay(terminal, what, context.AddTask(Markup.Escape(what), maxValue: 1))));
    }

    /// <summary>Shows the number done of all; computes rate and time left.</summary>
    public void Report(int done, int all, string unit)
    {
        var seconds = _watch.Elapsed.TotalSeconds;
        var rate = done / Math.Max(seconds, 1e-9);
        Report(
            (double)done / all, $"{done} of {all} {unit}, {Rate(rate)} {unit}/s, {Time(TimeSpan.FromSeconds((all - done) / rate))} left");
    }

    /// <summary>A share from 0 to 1 is done.</summary>
    public void Report(double share, string text)
    {
        if (_bar is not null)
        {
            _bar.Value = share;
            _bar.Description = Markup.Escape(Terminal.Printable(text, isLine: true));
        }
        else if (_watch.Elapsed >= _nextLine)
        {
            _nextLine = _watch.Elapsed + BetweenLines;
            _terminal.Say($"{_what}: {text}");
        }
    }

    /// <summary>A rate with as many digits as one reads.</summary>
    public static string Rate(double perSecond) => perSecond.ToString(perSecond < 10 ? "F1" : "F0", CultureInfo.InvariantCulture);

    /// <summary>Minutes and seconds, with hours where there are any.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 100
        ? "more than 100 h"
        : time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
