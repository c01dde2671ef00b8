using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Units;

namespace EcgCmrNative.Data.Recordings;

/// <summary>How missing leads are treated. The values combine: derive what can be derived, zero the rest.</summary>
[Flags]
public enum MissingLeads
{
    /// <summary>An error that names the missing leads.</summary>
    Refuse = 0,

    /// <summary>Limb leads from any two others (Einthoven, Goldberger); a chest lead cannot be derived.</summary>
    Derive = 1,

    /// <summary>Rows of zeros.</summary>
    Zero = 2,
}

/// <summary>Brings a recording's signals into the standard order I, II, III, aVR, aVL, aVF, V1–V6.</summary>
public static class LeadMap
{
    /// <summary>Rows of the result.</summary>
    public const int LeadCount = 12;

    /// <summary>
    /// Each limb lead as a·I + b·II (Einthoven: III = II − I; Goldberger: aVR = −(I + II)/2, aVL = I − II/2, aVF = II − I/2),
    /// in lead order.
    /// </summary>
    private static readonly (double I, double II)[] LimbLeads = [(1, 0), (0, 1), (-1, 1), (-0.5, -0.5), (1, -0.5), (-0.5, 1)];

    /// <summary>Finds the signal of each standard lead, null if the recording has none.</summary>
    /// <returns>12 entries in lead order.</returns>
    /// <exception cref="DataFormatException">Two signals claim the same lead, or a lead's unit is not a voltage.</exception>
    public static EcgSignal?[] Find(EcgRecording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var found = new EcgSignal?[LeadCount];
        foreach (var signal in recording.Signals)
        {
            if (signal.Lead is not { } name) continue;
            ref var place = ref found[(int)name.Lead];
            if (place is not null)
                throw Error(recording, $"duplicate lead {name.Lead}: '{place.Name}' and '{signal.Name}'; keep one of them");
            if (signal.Units != Millivolts.Symbol)
                throw Error(recording, $"the unit of lead {name.Lead} is '{signal.Units}', which is not a voltage");
            place = signal;
        }
        return found;
    }

    /// <summary>The twelve leads as arrays of their own [12][T], in millivolts, inverted leads turned upright.</summary>
    /// <exception cref="DataFormatException">As <see cref="Find"/>; or leads are missing that the policy does not cover.</exception>
    public static float[][] Arrange(EcgRecording recording, MissingLeads missing = MissingLeads.Refuse)
    {
        var found = Find(recording);
        var rows = new float[LeadCount][];
        for (var lead = 0; lead < LeadCount; lead++)
        {
            if (found[lead] is { } signal) rows[lead] = Upright(signal);
        }
        if (missing.HasFlag(MissingLeads.Derive)) DeriveLimbLeads(rows, recording.SampleCount);
        if (missing.HasFlag(MissingLeads.Zero))
        {
            foreach (ref var row in rows.AsSpan()) row ??= new float[recording.SampleCount];
        }
        var lacking = Enum.GetValues<Lead>().Where(lead => rows[(int)lead] is null).ToArray();
        if (lacking.Length == 0) return rows;
        var names = string.Join(", ", recording.Signals.Select(signal => $"'{signal.Name}'"));
        throw Error(recording, $"missing {string.Join(", ", lacking)} (the file has {names}); "
            + "choose to derive limb leads from two others, or to set missing leads to zero");
    }

    private static float[] Upright(EcgSignal signal)
    {
        var row = signal.Samples.AsSpan().ToArray();
        if (signal.Lead!.Value.Inverted)
        {
            foreach (ref var sample in row.AsSpan()) sample = -sample;
        }
        return row;
    }

    private static void DeriveLimbLeads(float[]?[] rows, int length)
    {
        var first = Array.FindIndex(rows, 0, LimbLeads.Length, row => row is not null);
        var second = first < 0 ? -1 : Array.FindIndex(rows, first + 1, LimbLeads.Length - first - 1, row => row is not null);
        if (second < 0) return;
        var (p, q) = (LimbLeads[first], LimbLeads[second]);
        var determinant = p.I * q.II - p.II * q.I; // no two limb leads are parallel, so it is never 0
        float[] x = rows[first]!, y = rows[second]!;
        for (var lead = 0; lead < LimbLeads.Length; lead++)
        {
            if (rows[lead] is not null) continue;
            var (i, ii) = LimbLeads[lead];
            var ofX = (i * q.II - ii * q.I) / determinant;
            var ofY = (ii * p.I - i * p.II) / determinant;
            var row = new float[length];
            for (var t = 0; t < length; t++) row[t] = (float)(ofX * x[t] + ofY * y[t]);
            rows[lead] = row;
        }
    }

    private static DataFormatException Error(EcgRecording recording, string reason) => new(recording.SourcePath, null, reason);
}
