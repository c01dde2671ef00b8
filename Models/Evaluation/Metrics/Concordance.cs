namespace EcgCmrNative.Models.Evaluation.Metrics;
/// <summary>PLACEHOLDER</summary>
public static class Concordance
{
    /// <summary>C.</summary>
    public static double Of(double[] times, bool[] events, double[] risks)
    {
        double concordant = 0, pairs = 0;
        for (var i = 0; i < times.Length; i++)
        {
            if (!events[i]) continue;
            for (var j = 0; j < times.Length; j++)
            {
                if (!(times[j] > times[i])) continue;
                pairs++;
                concordant += risks[i] > risks[j] ? 1 : risks[i] == risks[j] ? 0.5 : 0;
            }
        }
        return pairs == 0 ? double.NaN : concordant / pairs;
    }
}
