namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>
/// Puts the frames of a stack on a grid of slices × phases. Slices with all phases keep their order. In a slice with fewer, as where only
/// end-diastole and end-systole were kept, a frame goes to the phase whose share of the beat is nearest to its own: beats differ in length
/// from slice to slice.
/// </summary>
internal sealed class PhaseGrid
{
    private readonly DicomPicture?[,] _pictures;

    public PhaseGrid(SliceStack stack)
    {
        (Slices, Phases) = (stack.Slices.Count, stack.Phases);
        _pictures = new DicomPicture?[Slices, Phases];
        var whole = stack.Slices.Where(slice => slice.Length == Phases).ToArray();
        TriggerTimesMs = Means(whole, picture => picture.Frame.TriggerTimeMs);
        var shares = Means(whole, ShareOfBeat);
        var sparse = 0;
        for (var slice = 0; slice < Slices; slice++)
        {
            var pictures = stack.Slices[slice];
            if (pictures.Length < Phases) sparse++;
            var next = 0;
            for (var i = 0; i < pictures.Length; i++)
            {
                var latest = Phases - (pictures.Length - i);
                var nearest = shares is null || pictures.Length == Phases ? i : Nearest(shares, ShareOfBeat(pictures[i])) ?? i;
                var phase = Math.Clamp(nearest, next, latest);
                _pictures[slice, phase] = pictures[i];
                next = phase + 1;
            }
        }
        if (sparse > 0)
        {
            var how = shares is null ? "they have no times and are used as the first phases" : "their times determined the phases";
            Notes = [$"{sparse} of {Slices} slices have fewer than {Phases} phases; {how}"];
        }
    }

    public int Slices { get; }

    public int Phases { get; }

    /// <summary>Mean over the slices that have all phases; null if the files have no ascending times.</summary>
    public IReadOnlyList<double>? TriggerTimesMs { get; }

    public IReadOnlyList<string> Notes { get; } = [];

    public DicomPicture? this[int slice, int phase] => _pictures[slice, phase];

    /// <summary>The place of the frame with this instance number, or null.</summary>
    public (int Slice, int Phase)? Find(int instanceNumber)
    {
        for (var slice = 0; slice < Slices; slice++)
        {
            for (var phase = 0; phase < Phases; phase++)
            {
                if (_pictures[slice, phase]?.Frame.InstanceNumber == instanceNumber) return (slice, phase);
            }
        }
        return null;
    }

    private static double? ShareOfBeat(DicomPicture picture) =>
        picture.Frame is { TriggerTimeMs: { } time, BeatMs: { } beat } ? time / beat : picture.Frame.TriggerTimeMs;

    private static double[]? Means(DicomPicture[][] slices, Func<DicomPicture, double?> value)
    {
        var means = new double[slices[0].Length];
        foreach (var slice in slices)
        {
            for (var phase = 0; phase < means.Length; phase++)
            {
                if (value(slice[phase]) is not { } number) return null;
                means[phase] += number / slices.Length;
            }
        }
        return means.Zip(means.Skip(1)).All(pair => pair.First < pair.Second) ? means : null;
    }

    private static int? Nearest(double[] shares, double? share) =>
        share is { } wanted ? Array.IndexOf(shares, shares.MinBy(one => Math.Abs(one - wanted))) : null;
}
