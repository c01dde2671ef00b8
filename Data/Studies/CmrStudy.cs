namespace EcgCmrNative.Data.Studies;

/// <summary>
/// A short-axis cine of one subject: a stack of slices, each at the phases of the cardiac cycle, all frames of one size. Slices are in
/// order of their place along the normal of the stack, phases in order of time. A stack may be sparse: often only end-diastole and
/// end-systole are there for every slice.
/// </summary>
public sealed record CmrStudy
{
    private readonly float[]?[] _frames;

    /// <summary>Makes a study of frames, which are not copied.</summary>
    /// <param name="rows">Pixels in a column of a frame.</param>
    /// <param name="columns">Pixels in a row of a frame.</param>
    /// <param name="frames">Indexed [slice, phase]: rows × columns intensities in row-major order, the first row at the top;
    /// null if missing.</param>
    /// <exception cref="ArgumentException">A size is not positive, a frame has another number of pixels, or there
    /// is no frame.</exception>
    public CmrStudy(int rows, int columns, float[]?[,] frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        (Rows, Columns, Slices, Phases) = (rows, columns, frames.GetLength(0), frames.GetLength(1));
        _frames = [.. frames.Cast<float[]?>()];
        if (!_frames.Any(frame => frame is not null)) throw new ArgumentException("a study needs at least one frame", nameof(frames));
        if (_frames.Any(frame => frame is not null && frame.LongLength != (long)rows * columns))
            throw new ArgumentException($"every frame must have {rows} × {columns} pixels", nameof(frames));
    }

    /// <summary>The person: the patient's identifier in the file, else the name of the file or folder.</summary>
    public required string Subject { get; init; }

    /// <summary>The file or folder it was read from.</summary>
    public required string SourcePath { get; init; }

    /// <summary>Pixels in a column of a frame.</summary>
    public int Rows { get; }

    /// <summary>Pixels in a row of a frame.</summary>
    public int Columns { get; }

    /// <summary>Slices of the stack.</summary>
    public int Slices { get; }

    /// <summary>Phases of the cardiac cycle.</summary>
    public int Phases { get; }

    /// <summary>Millimetres from one row to the next, downwards; null if the file does not state it.</summary>
    public double? RowSpacingMm { get; init; }

    /// <summary>Millimetres from one column to the next, to the right; null if the file does not state it.</summary>
    public double? ColumnSpacingMm { get; init; }

    /// <summary>Millimetres of every slice along the normal of the stack, ascending; null if the file does not state it.</summary>
    public IReadOnlyList<double>? SlicePositionsMm { get; init; }

    /// <summary>Milliseconds of every phase after the R wave, ascending; null if the file does not state it.</summary>
    public IReadOnlyList<double>? TriggerTimesMs { get; init; }

    /// <summary>The phase of end-diastole, if the source states it.</summary>
    public int? EndDiastole { get; init; }

    /// <summary>The phase of end-systole, if the source states it.</summary>
    public int? EndSystole { get; init; }

    /// <summary>The mid-ventricular slice, if the source states it.</summary>
    public int? MidSlice { get; init; }

    /// <summary>Contours that were drawn on its frames, if the source has them.</summary>
    public IReadOnlyList<CmrContour> Contours { get; init; } = [];

    /// <summary>Warnings from reading: series left out, missing frames, contradictory times.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Millimetres between the centres of neighbouring slices; null if not stated, or there is one slice.</summary>
    public double? SliceSpacingMm => SlicePositionsMm is { Count: > 1 } at ? (at[^1] - at[0]) / (at.Count - 1) : null;

    /// <summary>True if there is a frame.</summary>
    public bool Has(int slice, int phase) => _frames[Index(slice, phase)] is not null;

    /// <summary>The phases at which a slice has a frame, ascending.</summary>
    public IReadOnlyList<int> PhasesOf(int slice) => [.. Enumerable.Range(0, Phases).Where(phase => Has(slice, phase))];

    /// <summary>The intensities of a frame as measured, rows × columns in row-major order, the first row at the top.</summary>
    /// <exception cref="InvalidOperationException">The frame is missing in a sparse stack.</exception>
    public ReadOnlySpan<float> Frame(int slice, int phase) =>
        _frames[Index(slice, phase)] ?? throw new InvalidOperationException($"{SourcePath} has no frame of slice {slice} at phase {phase}");

    private int Index(int slice, int phase)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slice);
        ArgumentOutOfRangeException.ThrowIfNegative(phase);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slice, Slices);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(phase, Phases);
        return slice * Phases + phase;
    }
}
