namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>z = w·x + b.</summary>
/// <param name="Weights">w.</param>
/// <param name="Intercept">b.</param>
public sealed record LinearModel(double[] Weights, double Intercept)
{
    /// <summary>z of every case.</summary>
    /// <param name="columns">One array per feature, with its value in every case.</param>
    public double[] Predict(double[][] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var z = new double[columns.Length == 0 ? 0 : columns[0].Length];
        Array.Fill(z, Intercept);
        for (var j = 0; j < columns.Length; j++)
        {
            for (var i = 0; i < z.Length; i++) z[i] += Weights[j] * columns[j][i];
        }
        return z;
    }
}
