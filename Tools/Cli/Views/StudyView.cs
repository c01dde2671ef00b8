using System.Globalization;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Images;

namespace EcgCmrNative.Cli.Views;

/// <summary>A cardiac MR study on the terminal.</summary>
internal static class StudyView
{
    /// <param name="terminal">Where to.</param>
    /// <param name="study">The study.</param>
    /// <param name="format">What its files are.</param>
    /// <param name="frames">What an encoder sees of it.</param>
    public static void Write(Terminal terminal, CmrStudy study, string format, CmrFrames frames)
    {
        var facts = new FactList
        {
            { "subject", study.Subject },
            { "format", format },
            { "frames", $"{study.Slices} slices × {study.Phases} phases, {study.Columns} × {study.Rows} pixels" },
            { "pixels", study is { RowSpacingMm: { } row, ColumnSpacingMm: { } column } ? $"{Number(column)} × {Number(row)} mm" : "of unknown size" },
            { "slices", study.SliceSpacingMm is { } between ? $"{Number(between)} mm apart" : null },
            { "beat", study.TriggerTimesMs is { Count: > 1 } times ? $"{Number(times[0])} to {Number(times[^1])} ms after the R wave" : null },
            { "contours", study.Contours.Count > 0 ? $"{study.Contours.Count}" : null },
            { "slice", $"{frames.Slice}{Origin(study.MidSlice)}" },
            { "end-diastole", $"phase {frames.EndDiastole}{Origin(study.EndDiastole)}" },
            { "halfway", $"phase {frames.Intermediate}" },
            { "end-systole", $"phase {frames.EndSystole}{Origin(study.EndSystole)}" },
        };
        foreach (var note in study.Notes) facts.Add("note", note);
        facts.Write(terminal);
    }

    private static string Origin(int? told) => told is null ? ", found in the images" : ", as the source says";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
