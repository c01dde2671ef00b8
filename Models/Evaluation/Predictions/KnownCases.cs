namespace EcgCmrNative.Models.Evaluation.Predictions;

/// <summary>The cases whose truth is known.</summary>
/// <param name="Cases">Their numbers, in order.</param>
/// <param name="Missing">How many others there are.</param>
public sealed record KnownCases(int[] Cases, int Missing)
{
    /// <summary>Leaves out cases whose truth is NaN.</summary>
    public static KnownCases Of(ReadOnlySpan<double> truth)
    {
        var known = new List<int>(truth.Length);
        for (var i = 0; i < truth.Length; i++)
        {
            if (!double.IsNaN(truth[i])) known.Add(i);
        }
        return new KnownCases([.. known], truth.Length - known.Count);
    }

    /// <summary>The values of the known cases.</summary>
    public T[] Select<T>(IReadOnlyList<T> values) => Array.ConvertAll(Cases, i => values[i]);
}
