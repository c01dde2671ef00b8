using System.Text.RegularExpressions;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Nifti;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>
/// Makes studies of NIfTI files: every cine is one, and a pair NAME_ED, NAME_ES of stacks is one with two phases. Files whose names say
/// that they hold a segmentation or a long-axis view are left out, and so are single phases with a cine of the same name in the folder.
/// </summary>
internal sealed partial class NiftiStudies : ICmrFormat
{
    private static readonly string[] NotShortAxis =
        ["seg", "label", "labels", "mask", "gt", "segmentation", "la", "lax", "2ch", "3ch", "4ch"];
    private static readonly string[] NamesOfImages = [".nii", ".nii.gz"];
    private static readonly string[] WithoutMeaning = ["sa", "sax", "4d", "cine"];

    /// <inheritdoc/>
    public bool CanRead(string path, IFileSystem files) =>
        Array.Exists(NamesOfImages, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || NiftiReader.IsNifti(files, path);

    /// <inheritdoc/>
    public IEnumerable<CmrStudySource> StudiesOf(FoundImages found)
    {
        var (paths, annotations, files) = (found.Paths, found.Annotations, found.Files);
        // Of a pair in a folder the header stands for both; if one file is named, it may be either.
        var stacks = paths.Where(path => paths.Count == 1 || !(path.EndsWith(".img", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".img.gz", StringComparison.OrdinalIgnoreCase)))
            .Select(NamedStack.Of).Where(stack => paths.Count == 1 || !stack.IsNotShortAxis);
        foreach (var group in stacks.GroupBy(stack => (Folder: Path.GetDirectoryName(stack.Path), stack.Stem)))
        {
            var cines = group.Where(stack => stack.Phase is null).ToArray();
            if (cines.Length > 0)
            {
                foreach (var cine in cines)
                    yield return new CmrStudySource(
                        cine.Subject, cine.Subject, cine.Path, "NIfTI", () => Read(cine, null, annotations, files));
            }
            else
            {
                var (diastole, systole) =
                    (group.FirstOrDefault(stack => stack.Phase == "ed"), group.FirstOrDefault(stack => stack.Phase == "es"));
                var first = diastole ?? systole!;
                yield return new CmrStudySource(first.Subject, first.Subject, first.Path, "NIfTI",
                    () => Read(first, diastole is null ? null : systole, annotations, files));
            }
        }
    }

    private static CmrStudy Read(NamedStack first, NamedStack? second, StudyAnnotations annotations, IFileSystem files)
    {
        var image = NiftiFile.Read(first.Path, files);
        if (image.Shape.Count > 4)
            throw new DataFormatException(first.Path, null,
                $"[{string.Join(", ", image.Shape)}]: a cine has four axes: x, y, slice and phase");
        var other = second is null ? null : NiftiFile.Read(second.Path, files);
        if (other is not null && !(image.Shape.SequenceEqual(other.Shape) && image.Shape.Count <= 3))
        {
            throw new DataFormatException(second!.Path, null,
                $"end-systole of [{string.Join(", ", other.Shape)}] voxels differs in size from "
                + $"the end-diastole of [{string.Join(", ", image.Shape)}] voxels of the same study");
        }
        var display = PlaneDisplay.Of(image);
        var (slices, phases) = (image.Extent(2), image.Extent(3));
        var frames = new float[]?[slices, other is null ? phases : 2];
        for (var plane = 0; plane < image.Planes.Count; plane++)
        {
            var slice = display.SlicesReversed ? slices - 1 - plane % slices : plane % slices;
            frames[slice, plane / slices] = display.Apply(image.Planes[plane]);
            if (other is not null) frames[slice, 1] = display.Apply(other.Planes[plane]);
        }
        // A phase in a file's name is certain.
        var told = first.Phase is null
            ? annotations.Phases(first.Subject, Path.GetDirectoryName(first.Path) ?? "", phases)
            : (EndDiastole: null, EndSystole: null);
        return new CmrStudy(display.Rows, display.Columns, frames)
        {
            Subject = first.Subject,
            SourcePath = first.Path,
            RowSpacingMm = Known(image.SpacingMm[display.Transposed ? 0 : 1]),
            ColumnSpacingMm = Known(image.SpacingMm[display.Transposed ? 1 : 0]),
            SlicePositionsMm = Known(image.SpacingMm[2]) is { } spacing ? [.. Enumerable.Range(0, slices).Select(slice => slice * spacing)]
                : null,
            TriggerTimesMs = image.TimeStepMs is { } step ? [.. Enumerable.Range(0, phases).Select(phase => phase * step)] : null,
            EndDiastole = first.Phase == "ed" ? 0 : told.EndDiastole,
            EndSystole = first.Phase == "es" ? 0 : other is not null ? 1 : told.EndSystole,
        };
    }

    private static double? Known(double spacing) => spacing > 0 ? spacing : null;

    /// <summary>A file and the parts of its name: words between separators; one may be ED or ES.</summary>
    private sealed record NamedStack(string Path, string Subject, string Stem, string? Phase, bool IsNotShortAxis)
    {
        public static NamedStack Of(string path)
        {
            var name = Extension().Replace(System.IO.Path.GetFileName(path), "");
            var words = Separators().Split(name);
            var phase = words.Select(word => word.ToLowerInvariant()).LastOrDefault(word => word is "ed" or "es");
            var stem = string.Join('_', words.Where(word => !word.Equals(phase, StringComparison.OrdinalIgnoreCase)));
            var subject = Trailing().Replace(phase is null ? name : PhaseWord().Replace(name, ""), "");
            if (subject.Length == 0 || WithoutMeaning.Contains(subject.ToLowerInvariant()))
                subject = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path)) is { Length: > 0 } folder ? folder : name;
            return new NamedStack(path, subject, stem, phase, words.Any(word => NotShortAxis.Contains(word.ToLowerInvariant())));
        }
    }

    [GeneratedRegex(@"\.(nii|hdr|img)(\.gz)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Extension();

    [GeneratedRegex("[_.-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex("[_.-]*(ed|es)(?=$|[_.-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PhaseWord();

    [GeneratedRegex("[_.-](sa|sax|4d|cine)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Trailing();
}
