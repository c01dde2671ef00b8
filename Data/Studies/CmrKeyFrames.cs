using EcgCmrNative.Data.Images;

namespace EcgCmrNative.Data.Studies;

/// <summary>
/// The key frames of a study: end-diastole and end-systole of the mid-ventricular slice. Frames that the source states are used; the
/// rest is found from the image. The search uses the area of bright blood in the heart's region of the slice, phase by phase: pixels
/// divided by Otsu's threshold over all phases into bright and dark, each counted by how far it is from the mean of the dark to that of the
/// bright, which is the part of a pixel that blood fills; smoothed over neighbouring phases. The lowest twentieth of its range is
/// end-systole; its phase nearest to the middle is taken, between the times at which the area passes into it and out of it. The
/// highest twentieth is end-diastole; its phase nearest to the R wave is taken if the file is timed from there, since that is how
/// end-diastole is defined, and else the middle. Both ventricles count, as both fill and empty together.
/// </summary>
/// <param name="MidSlice">The mid-ventricular slice.</param>
/// <param name="EndDiastole">The phase of end-diastole; that slice has a frame of it.</param>
/// <param name="EndSystole">The phase of end-systole; that slice has a frame of it. Null if the slice has one phase only.</param>
/// <param name="Found">
/// Which of the three were found from the image, since the source did not tell: "mid slice", "end-diastole", "end-systole".
/// </param>
public sealed record CmrKeyFrames(int MidSlice, int EndDiastole, int? EndSystole, IReadOnlyList<string> Found)
{
    /// <summary>
    /// Part of the range of the area that counts as its top and its bottom: the curve is flat there, and noise decides the very extreme.
    /// </summary>
    private const double Plateau = 0.05;

    /// <summary>With fewer phases, neighbours differ by more than noise.</summary>
    private const int FewestPhasesToSmooth = 8;

    /// <summary>Finds them.</summary>
    public static CmrKeyFrames Of(CmrStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var region = new Lazy<HeartRegion>(() => new HeartRegion(study));
        var found = new List<string>();
        var slice = study.MidSlice ?? Note("mid slice", () => MiddleOf(study, region.Value));
        var phases = study.PhasesOf(slice);
        var (diastole, systole) = (In(study.EndDiastole), In(study.EndSystole));
        if (phases.Count == 1) return new CmrKeyFrames(slice, phases[0], null, found);
        if (diastole is null || systole is null)
        {
            var areas = BloodAreas(study, slice, phases, region.Value);
            diastole ??= Note("end-diastole",
                () => phases[Diastole(areas, study.TriggerTimesMs is not null && phases.Count == study.Phases)]);
            systole ??= Note("end-systole", () => phases[Systole(areas, phases.Count == 2 ? 1 - IndexOf(diastole.Value) : null)]);
        }
        return new CmrKeyFrames(slice, diastole.Value, systole, found);

        int? In(int? phase) => phase is { } value && phases.Contains(value) ? value : null;
        int IndexOf(int phase) => phases.TakeWhile(one => one != phase).Count();
        int Note(string what, Func<int> find)
        {
            found.Add(what);
            return find();
        }
    }

    /// <summary>
    /// The middle of the slices that move at least a quarter as much as the one that moves most, which leaves out those beyond
    /// the apex; of a stack without motion, its middle. Where only some slices are cines, the nearest of those: a slice of two
    /// phases does not show the beat.
    /// </summary>
    private static int MiddleOf(CmrStudy study, HeartRegion region)
    {
        var motion = region.MotionOfSlices;
        var most = motion.Max();
        var phases = Enumerable.Range(0, study.Slices).Select(slice => study.PhasesOf(slice).Count).ToArray();
        var moving = Enumerable.Range(0, study.Slices).Where(slice => phases[slice] > 0 && motion[slice] >= most / 4).ToArray();
        var middle = (moving[0] + moving[^1]) / 2;
        var cines = Array.FindAll(moving, slice => phases[slice] > 2);
        return (cines.Length > 0 ? cines : moving).MinBy(slice => Math.Abs(slice - middle));
    }

    private static double[] BloodAreas(CmrStudy study, int slice, IReadOnlyList<int> phases, HeartRegion region)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var phase in phases)
        {
            var frame = study.Frame(slice, phase);
            foreach (var pixel in region.Pixels)
            {
                if (float.IsFinite(frame[pixel])) (low, high) = (Math.Min(low, frame[pixel]), Math.Max(high, frame[pixel]));
            }
        }
        var histogram = new OtsuThreshold(low, high);
        foreach (var phase in phases)
        {
            var frame = study.Frame(slice, phase);
            foreach (var pixel in region.Pixels) histogram.Count(frame[pixel]);
        }
        var (dark, bright) = histogram.ClassMeans();
        var areas = new double[phases.Count];
        for (var i = 0; i < areas.Length && bright > dark; i++)
        {
            var frame = study.Frame(slice, phases[i]);
            foreach (var pixel in region.Pixels)
            {
                if (float.IsFinite(frame[pixel])) areas[i] += Math.Clamp((frame[pixel] - dark) / (bright - dark), 0, 1);
            }
        }
        return areas.Length < FewestPhasesToSmooth ? areas : Smooth(areas);
    }

    /// <summary>A quarter, a half and a quarter; the last phase is followed by the first.</summary>
    private static double[] Smooth(double[] areas) =>
        [.. areas.Select((area, i) => (2 * area + areas[(i + 1) % areas.Length] + areas[(i + areas.Length - 1) % areas.Length]) / 4)];

    private static int Diastole(double[] areas, bool startsAtRWave)
    {
        double[] emptied = [.. areas.Select(area => -area)];
        var (first, last) = Bottom(emptied);
        if (!startsAtRWave) return Middle(first, last, areas.Length);
        return Enumerable.Range((int)Math.Ceiling(first), (int)Math.Floor(last) - (int)Math.Ceiling(first) + 1)
            .Select(phase => (phase + areas.Length) % areas.Length)
            .MinBy(phase => (Math.Min(phase, areas.Length - 1 - phase), emptied[phase]));
    }

    private static int Systole(double[] areas, int? only)
    {
        if (only is { } phase) return phase;
        var (first, last) = Bottom(areas);
        return Middle(first, last, areas.Length);
    }

    private static int Middle(double first, double last, int phases) => ((int)Math.Floor((first + last + 1) / 2) + phases) % phases;

    /// <summary>
    /// The times, in phases, between which a beat is in the lowest part of its range, straight lines from phase to phase; they lie around
    /// the lowest phase, and may be before the beat's first phase or after its last.
    /// </summary>
    private static (double First, double Last) Bottom(double[] values)
    {
        var lowest = Array.IndexOf(values, values.Min());
        var limit = values[lowest] + Plateau * (values.Max() - values[lowest]);
        return (lowest - Length(-1), lowest + Length(1));

        double Length(int step)
        {
            for (var steps = 1; steps < values.Length; steps++)
            {
                var (from, to) = (At(lowest + (steps - 1) * step), At(lowest + steps * step));
                if (to > limit) return steps - 1 + (limit - from) / (to - from);
            }
            // All are alike: the whole beat is its bottom.
            return step > 0 ? values.Length - 1 : 0;
        }

        double At(int phase) => values[(phase + 2 * values.Length) % values.Length];
    }
}
