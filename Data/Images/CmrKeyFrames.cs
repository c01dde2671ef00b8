namespace EcgCmrNative.Data.Images;

/// <summary>
/// The frames of a study that stand for it: end-diastole and end-systole of the mid-ventricular slice. What the source tells is taken; the
/// rest is found from the image. What is found is the area of bright blood in the heart's region of the slice, phase by phase: the number
/// of pixels above Otsu's threshold over all phases, smoothed over neighbouring phases. Its lowest twentieth is end-systole, of which the
/// middle is taken; its highest is end-diastole, of which the phase nearest to the R wave is taken where the file is timed from there, for
/// that is how end-diastole is defined, and else the middle. Both ventricles count, as both fill and empty together.
/// </summary>
/// <param name="MidSlice">The mid-ventricular slice.</param>
/// <param name="EndDiastole">The phase of end-diastole, of which that slice has a frame.</param>
/// <param name="EndSystole">The phase of end-systole, of which that slice has a frame; null where it has one phase only.</param>
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
    /// The middle of the slices that move at least a quarter as much as the one that moves most, which leaves out those beyond the apex; of a stack
    /// without motion, its middle. Where only some slices are cines, the nearest of those: a slice of two phases does not show the beat.
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
        var threshold = histogram.Value();
        var areas = new double[phases.Count];
        for (var i = 0; i < areas.Length; i++)
        {
            var frame = study.Frame(slice, phases[i]);
            foreach (var pixel in region.Pixels) areas[i] += frame[pixel] > threshold ? 1 : 0;
        }
        return areas.Length < FewestPhasesToSmooth ? areas : Smooth(areas);
    }

    /// <summary>A quarter, a half and a quarter; the last phase is followed by the first.</summary>
    private static double[] Smooth(double[] areas) =>
        [.. areas.Select((area, i) => (2 * area + areas[(i + 1) % areas.Length] + areas[(i + areas.Length - 1) % areas.Length]) / 4)];

    private static int Diastole(double[] areas, bool startsAtRWave)
    {
        var top = Extreme([.. areas.Select(area => -area)]);
        return startsAtRWave ? top.MinBy(phase => (Math.Min(phase, areas.Length - 1 - phase), -areas[phase])) : top[(top.Count - 1) / 2];
    }

    private static int Systole(double[] areas, int? only)
    {
        if (only is { } phase) return phase;
        var bottom = Extreme(areas);
        return bottom[(bottom.Count - 1) / 2];
    }

    /// <summary>The phases around the lowest that are within the plateau, in order of time.</summary>
    private static List<int> Extreme(double[] values)
    {
        var lowest = Array.IndexOf(values, values.Min());
        var limit = values[lowest] + Plateau * (values.Max() - values[lowest]);
        var plateau = new List<int> { lowest };
        for (var step = 1; step < values.Length && values[(lowest + step) % values.Length] <= limit; step++)
            plateau.Add((lowest + step) % values.Length);
        for (var step = 1; plateau.Count < values.Length && values[(lowest - step + values.Length) % values.Length] <= limit; step++)
            plateau.Insert(0, (lowest - step + values.Length) % values.Length);
        return plateau;
    }
}
