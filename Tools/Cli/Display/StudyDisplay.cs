using System.Diagnostics;
using EcgCmrNative.Models.Studies;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.Display;

/// <summary>A study on the terminal: a line for every step that is done, and how much of the whole is done.</summary>
internal sealed class StudyDisplay : IStudyProgress
{
    private readonly Terminal _terminal;
    private readonly ProgressDisplay _progress;
    private readonly Stopwatch _watch = new();
    private readonly Dictionary<StudyStep, (double Share, TimeSpan Begun)> _running = [];
    private int _steps;
    private int _done;
    private double _work;
    private double _before;
    private double _finished;

    /// <param name="terminal">Where to.</param>
    /// <param name="progress">The bar.</param>
    public StudyDisplay(Terminal terminal, ProgressDisplay progress) => (_terminal, _progress) = (terminal, progress);

    public void Preparing(string what, int done, int all) => _progress.Report((double)done / all, $"{done} of {all} {what} prepared");

    public void Planned(IReadOnlyList<StudyStep> steps, IReadOnlyList<StudyStep> done)
    {
        (_steps, _done) = (steps.Count, done.Count);
        _work = Math.Max(steps.Sum(step => step.Work), double.Epsilon);
        _before = done.Sum(step => step.Work);
        if (_done > 0) _terminal.Say($"{_done} of {_steps} steps are done already");
        _watch.Start();
    }

    public ITrainingProgress Begin(StudyStep step)
    {
        _running[step] = (0, _watch.Elapsed);
        Report(step.Title);
        return new Training(this, step);
    }

    public void End(StudyStep step, string result)
    {
        var time = _watch.Elapsed - _running[step].Begun;
        _running.Remove(step);
        _finished += step.Work;
        _terminal.Say($"[{++_done}/{_steps}] {step.Title}: {result}, {ProgressDisplay.Time(time)}");
        Report(step.Title);
    }

    private void Report(string text)
    {
        var now = _finished + _running.Sum(step => step.Key.Work * step.Value.Share);
        var share = Math.Min(1, (_before + now) / _work);
        // The first seconds of a step say nothing about the rest.
        var left = now / _work > 0.01 ? $", {ProgressDisplay.Time(_watch.Elapsed * ((_work - _before - now) / now))} left" : "";
        _progress.Report(share, $"{100 * share:F0} % done{left}: {text}");
    }

    /// <summary>The training of a step.</summary>
    private sealed class Training(StudyDisplay display, StudyStep step) : ITrainingProgress
    {
        public void Note(string text) => display._terminal.Say($"note: {step.Title}: {text}");

        public void Step(in TrainingStep now)
        {
            var share = (now.Epoch + (double)now.Step / now.Steps) / now.Epochs;
            // Trials of a search begin anew.
            if (share > display._running[step].Share) display._running[step] = display._running[step] with { Share = share };
            display.Report($"{step.Title}, epoch {now.Epoch + 1}/{now.Epochs}");
        }

        public void Epoch(TrainingEpoch epoch)
        {
        }
    }
}
