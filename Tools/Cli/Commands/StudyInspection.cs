using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Studies.Formats;

namespace EcgCmrNative.Cli.Commands;

/// <summary>Inspects cardiac MR studies: one with its cine, or a folder of them.</summary>
internal static class StudyInspection
{
    private const int StudiesShown = 8;
    private const int FailuresShown = 100;
    private const double BeatMilliseconds = 1000;

    /// <summary>Studies are looked at even where phases are missing.</summary>
    private static readonly CmrPreparation Preparation = new() { MissingPhases = MissingPhases.Repeat };

    /// <returns>False if a study or another file of the folder cannot be read.</returns>
    /// <exception cref="DataFormatException">There is no study, or the only one cannot be read.</exception>
    public static bool Run(Terminal terminal, string path, string? picture, CancellationToken cancellation)
    {
        var found = CmrStudies.Open(path, cancellation: cancellation);
        if (found.Studies.Count == 0 && found.Failures.Count > 0 && File.Exists(path))
            throw new DataFormatException(path, null, found.Failures[0].Reason);
        if (found.Studies.Count == 0)
            throw new DataFormatException(path, null, found.Failures.Count > 0
                ? $"no study can be read; {found.Failures[0].Path}: {found.Failures[0].Reason}"
                : "contains neither a prepared store nor a cardiac MR study");
        var damaged = 0;
        if (found.Studies.Count == 1) InspectOne(terminal, found.Studies[0], picture);
        else damaged = InspectAll(terminal, found.Studies, picture, cancellation);
        foreach (var failure in found.Failures.Take(FailuresShown)) terminal.Say($"not read: {failure.Path}: {failure.Reason}");
        if (found.Failures.Count > FailuresShown) terminal.Say($"and {found.Failures.Count - FailuresShown} more files are not read");
        return damaged == 0 && found.Failures.Count == 0;
    }

    private static void InspectOne(Terminal terminal, CmrStudySource source, string? picture)
    {
        var study = source.Read();
        var image = Preparation.Prepare(study);
        StudyView.Write(terminal, study, source.Format, image.Frames);
        if (picture is null) return;
        var slice = image.Frames.Slice;
        var phases = Enumerable.Range(0, study.Phases).Where(phase => study.Has(slice, phase)).ToArray();
        var title = $"{source.Name}   {CmrSheet.Describe(image.Frames)}";
        if (phases.Length < 2)
        {
            OutputFiles.Write(picture, file => PngFile.Write(file, CmrSheet.Draw(title, [("", Buffer(image))])));
        }
        else
        {
            var (sheet, moving) = CmrSheet.Draw(title, Buffer(image), Preparation.Prepare(study, slice, phases));
            OutputFiles.Write(picture, file => PngFile.Write(file, sheet, moving, PerPhase(study)));
        }
        terminal.Say($"drawn in {picture}");
    }

    /// <returns>How many studies cannot be read.</returns>
    private static int InspectAll(
        Terminal terminal, IReadOnlyList<CmrStudySource> sources, string? picture, CancellationToken cancellation)
    {
        var images = new List<(string Caption, ImageBuffer Image)>();
        var damaged = new List<DataFormatException>();
        foreach (var source in sources)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var study = source.Read();
                var image = Preparation.Prepare(study);
                if (images.Count >= StudiesShown) continue;
                if (images.Count > 0) terminal.Write("");
                StudyView.Write(terminal, study, source.Format, image.Frames);
                images.Add(($"{source.Name}   {CmrSheet.Describe(image.Frames)}", Buffer(image)));
            }
            catch (DataFormatException error)
            {
                damaged.Add(error);
            }
        }
        if (sources.Count - damaged.Count - images.Count is > 0 and var more) terminal.Write($"and {more} more studies that can be read");
        foreach (var error in damaged.Take(FailuresShown)) terminal.Say($"error: {error.Message}");
        if (damaged.Count > 0) terminal.Say($"{damaged.Count} of {sources.Count} studies cannot be read");
        if (picture is null || images.Count == 0) return damaged.Count;
        var title = images.Count == sources.Count ? $"{images.Count} studies" : $"the first {images.Count} of {sources.Count} studies";
        OutputFiles.Write(picture, file => PngFile.Write(file, CmrSheet.Draw(title, images)));
        terminal.Say($"drawn in {picture}");
        return damaged.Count;
    }

    private static ImageBuffer Buffer(CmrImage image)
    {
        var buffer = new ImageBuffer();
        buffer.CopyFrom(image.Pixels, CmrImage.Channels, image.Height, image.Width);
        return buffer;
    }

    /// <summary>At the speed of the heart, or one beat per second if the study states no times.</summary>
    private static TimeSpan PerPhase(CmrStudy study) => TimeSpan.FromMilliseconds(
        study.TriggerTimesMs is { Count: > 1 } times && times[^1] > times[0]
            ? (times[^1] - times[0]) / (times.Count - 1)
            : BeatMilliseconds / study.Phases);
}
