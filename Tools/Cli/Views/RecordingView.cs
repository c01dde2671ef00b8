using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>A recording on the terminal: what the file says, and what is wrong with it.</summary>
internal static class RecordingView
{
    private const int CommentLines = 10, LongestComment = 500, SignalsShown = 64, LongestName = 80;

    /// <exception cref="DataFormatException">Two signals are the same lead.</exception>
    /// <param name="terminal">Where to.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="all">Whether comments and the time of the recording are shown, which may tell who the person is.</param>
    public static void Write(Terminal terminal, EcgRecording recording, bool all)
    {
        var quality = SignalQuality.Assess(recording);
        var facts = new FactList
        {
            { "recording", recording.Name },
            { "length", string.Create(CultureInfo.InvariantCulture,
                $"{recording.DurationSeconds:0.###} s: {recording.SampleCount} samples at {recording.SamplingRateHz:0.###} Hz") },
            { "recorded", !all ? null : recording.RecordedAt?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) },
            { "subject", Describe(recording.Subject) },
            { "diagnoses", Cell.Shortened(string.Join(", ", recording.Subject.Diagnoses), LongestComment) },
            { "limb leads", DescribeEinthoven(quality) },
        };
        foreach (var warning in recording.Warnings.Take(all ? recording.Warnings.Count : SignalsShown)) facts.Add("warning", warning);
        if (!all && recording.Warnings.Count > SignalsShown)
            facts.Add("", $"and {recording.Warnings.Count - SignalsShown:N0} more warnings, shown with --all");
        if (all)
        {
            foreach (var comment in recording.Comments.Take(CommentLines)) facts.Add("comment", Cell.Shortened(comment, LongestComment));
            if (recording.Comments.Count > CommentLines) facts.Add("", $"and {recording.Comments.Count - CommentLines} more lines");
        }
        else if (recording.Comments.Count > 0)
        {
            facts.Add("comments", $"{recording.Comments.Count}, shown with --all");
        }
        facts.Write(terminal);
        terminal.Write(Signals(recording, quality, all));
        if (!all && recording.Signals.Count > SignalsShown)
            terminal.Write($"and {recording.Signals.Count - SignalsShown:N0} more signals, shown with --all");
    }

    private static Table Signals(EcgRecording recording, SignalQuality quality, bool all)
    {
        var table = Cell.Table("signal", "lead", "unit", "counts per unit", "lowest", "highest", "missing samples", "quality");
        foreach (var signal in recording.Signals.Take(all ? recording.Signals.Count : SignalsShown))
        {
            var finite = signal.Samples.Where(float.IsFinite).ToArray();
            table.AddRow(
                Cell.Text(Cell.Shortened(signal.Name, LongestName)),
                Cell.Text(signal.Lead is { } name ? (name.Inverted ? "-" : "") + name.Lead : "not a standard lead"),
                Cell.Text(Cell.Shortened(signal.Units, LongestName)),
                Cell.Right(signal.Counts is null ? "" : signal.Gain.ToString("0.###", CultureInfo.InvariantCulture)),
                Number(finite.Length > 0 ? finite.Min() : float.NaN),
                Number(finite.Length > 0 ? finite.Max() : float.NaN),
                Cell.Whole(signal.Samples.Count(float.IsNaN)),
                signal.Lead is { } lead ? Show(quality.Leads[(int)lead.Lead].Defects) : Cell.Text(""));
        }
        foreach (var lead in quality.Leads.Where(lead => lead.Defects.HasFlag(LeadDefects.Missing)))
            table.AddRow(
                Cell.Text(""), Cell.Text(lead.Lead.ToString()), Cell.Text(""), Cell.Text(""), Cell.Text(""), Cell.Text(""), Cell.Text(""),
                Cell.Bad("missing"));
        return table;
    }

    private static Text Show(LeadDefects defects) =>
        defects == LeadDefects.None ? Cell.Good("good") : Cell.Bad(defects.ToString().ToLowerInvariant());

    private static Text Number(float value) => Cell.Right(float.IsNaN(value) ? "" : value.ToString("0.000", CultureInfo.InvariantCulture));

    private static string Describe(EcgSubject subject) => string.Join(", ", new[]
    {
        subject.Sex == Sex.Unknown ? "" : subject.Sex.ToString().ToLowerInvariant(),
        subject.AgeYears is { } age ? string.Create(CultureInfo.InvariantCulture, $"{age:0.#} years") : "",
    }.Where(part => part.Length > 0));

    private static string? DescribeEinthoven(SignalQuality quality) => quality.EinthovenResidual is { } residual
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"I + III differs from II by {residual:P1} of their size{(quality.EinthovenViolated ? ": leads contradict each other" : "")}")
        : null;
}
