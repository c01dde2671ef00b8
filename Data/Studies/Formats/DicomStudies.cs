using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Dicom;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>Makes studies of the frames that were found in DICOM files.</summary>
internal sealed class DicomStudies : ICmrFormat
{
    private static readonly string[] NamesOfImages = [".dcm", ".dicom", ".ima"];

    /// <inheritdoc/>
    public bool CanRead(string path, IFileSystem files) =>
        NamesOfImages.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || DicomFile.IsDicom(path, files);

    /// <inheritdoc/>
    public IEnumerable<CmrStudySource> StudiesOf(FoundImages found)
    {
        var pictures = new List<DicomPicture>();
        foreach (var path in found.Paths)
        {
            found.Cancellation.ThrowIfCancellationRequested();
            try { pictures.AddRange(DicomPicture.In(path, found.Files)); }
            catch (DataFormatException e) { found.Failures.Add(new CmrReadFailure(path, e)); }
        }
        var (annotations, files) = (found.Annotations, found.Files);
        var studies = pictures.GroupBy(picture => (picture.Patient, picture.Study)).ToArray();
        var folders = Array.ConvertAll(studies, study => Path.GetDirectoryName(study.First().Path) ?? "");
        foreach (var (study, folder) in studies.Zip(folders))
        {
            var subject = study.Key.Patient ?? (Path.GetFileName(folder) is { Length: > 0 } name ? name : study.First().Path);
            // One file twice, under two names, is one file; of anonymised files several may have the same identifier.
            var distinct = study.DistinctBy(picture => (picture.Instance ?? picture.Path, picture.Frame)).ToArray();
            yield return new CmrStudySource(subject, subject, folder, study.First().Format,
                () => Read(subject, folder, distinct, annotations, folders, files));
        }
    }

    private static CmrStudy Read(
        string subject, string folder, DicomPicture[] pictures, StudyAnnotations annotations, string[] folders, IFileSystem files)
    {
        var (stack, choice) = ShortAxisChoice.Among(SliceStack.Of(pictures));
        var grid = new PhaseGrid(stack);
        var known = annotations.For(subject, folder, folders, grid);
        var first = stack.First;
        var positions = stack.Slices.Select(slice => slice[0].Frame.AlongNormalMm).ToArray();
        return new CmrStudy(first.Rows, first.Columns, ReadFrames(grid, files))
        {
            Subject = subject,
            SourcePath = folder.Length > 0 ? folder : pictures[0].Path,
            RowSpacingMm = first.Frame.RowSpacingMm,
            ColumnSpacingMm = first.Frame.ColumnSpacingMm,
            SlicePositionsMm = Array.TrueForAll(positions, position => position is not null) ? [.. positions.OfType<double>()] : null,
            TriggerTimesMs = grid.TriggerTimesMs,
            EndDiastole = known.EndDiastole,
            EndSystole = known.EndSystole,
            MidSlice = known.MidSlice,
            Contours = known.Contours,
            Notes = [.. choice, .. grid.Notes],
        };
    }

    /// <summary>Every file is opened once, whether it holds one frame or all.</summary>
    private static float[]?[,] ReadFrames(PhaseGrid grid, IFileSystem files)
    {
        var frames = new float[]?[grid.Slices, grid.Phases];
        var places = from slice in Enumerable.Range(0, grid.Slices)
                     from phase in Enumerable.Range(0, grid.Phases)
                     where grid[slice, phase] is not null
                     select (Slice: slice, Phase: phase, Picture: grid[slice, phase]!);
        foreach (var ofFile in places.GroupBy(place => place.Picture.Path))
        {
            using var file = DicomFile.Open(ofFile.Key, files);
            foreach (var (slice, phase, picture) in ofFile) frames[slice, phase] = file.ReadFrame(picture.Frame.Index);
        }
        return frames;
    }
}
