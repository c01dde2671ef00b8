namespace EcgCmrNative.Models.Training;

/// <summary>
/// Weighted means of named numbers, kept as sums: sums over batches, or over ranks, can simply be added.
/// </summary>
public sealed class MetricSums
{
    private readonly Dictionary<string, (double Sum, double Weight)> _sums = [];

    /// <summary>The sums, for checkpoints and reductions.</summary>
    public IReadOnlyDictionary<string, (double Sum, double Weight)> Sums => _sums;

    /// <summary>Adds a value.</summary>
    /// <param name="name">The metric.</param>
    /// <param name="value">Its value for a batch.</param>
    /// <param name="weight">How much it counts, such as the number of samples.</param>
    public void Add(string name, double value, double weight = 1)
    {
        var (sum, total) = _sums.GetValueOrDefault(name);
        _sums[name] = (sum + value * weight, total + weight);
    }

    /// <summary>Puts stored sums back.</summary>
    public void Restore(string name, double sum, double weight) => _sums[name] = (sum, weight);

    /// <summary>The weighted mean of a metric.</summary>
    /// <exception cref="KeyNotFoundException">No value of that name was added.</exception>
    public double Mean(string name) =>
        _sums.TryGetValue(name, out var entry)
            ? entry.Sum / entry.Weight
            : throw new KeyNotFoundException($"unknown metric '{name}'; the metrics are {string.Join(", ", _sums.Keys)}");

    /// <summary>All means, by name, each with a prefix.</summary>
    public IEnumerable<KeyValuePair<string, double>> Means(string prefix = "") =>
        _sums.Select(entry => KeyValuePair.Create(prefix + entry.Key, entry.Value.Sum / entry.Value.Weight));

    /// <summary>Forgets everything.</summary>
    public void Clear() => _sums.Clear();
}
