using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Studies;

namespace EcgCmrNative.Cli.Views;

/// <summary>A cardiac MR study on the terminal.</summary>
internal static class StudyView
{
    /// <param name="terminal">Where to.</param>
    /// <param name="study">The study.</param>
    /// <param name="format">What its files are.</param>
    /// <param name="frames">The frames that an encoder gets.</param>
    public static void Write(Terminal terminal, CmrStudy study, string format, CmrFrames frames)
    {
        var found = CmrKeyFrames.Of(study).Found;
        var still = study.PhasesOf(frames.Slice).Count == 1;
        var facts = new FactList
        {
            { "subject", study.Subject },
            { "format", format },
            { "frames", $"{Count(study.Slices, "slice")} × {Count(study.Phases, "phase")}, {study.Columns} × {study.Rows} pixels" },
            {
                "pixels", study is { RowSpacingMm: { } row, ColumnSpacingMm: { } column }
                    ? $"{Number(column)} × {Number(row)} mm"
                    : "of unknown size"
            },
            { "slices", study.SliceSpacingMm is { } between ? $"{Number(between)} mm apart" : null },
            {
                "beat", study.TriggerTimesMs is { Count: > 1 } times
                    ? $"{Number(times[0])} to {Number(times[^1])} ms after the R wave"
                    : null
            },
            { "contours", study.Contours.Count > 0 ? $"{study.Contours.Count}" : null },
            { "slice", $"{frames.Slice}{Origin("mid slice")}" },
            { "end-diastole", still ? null : $"phase {frames.EndDiastole}{Origin("end-diastole")}" },
            { "mid-systole", still ? null : $"phase {frames.MidSystole}" },
            { "end-systole", still ? null : $"phase {frames.EndSystole}{Origin("end-systole")}" },
            { "phases", still ? "one; preparing this study needs --missing-phases repeat" : null },
        };
        foreach (var note in study.Notes) facts.Add("note", note);
        facts.Write(terminal);

        string Origin(string what) => found.Contains(what) ? ", found in the image" : "";
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
