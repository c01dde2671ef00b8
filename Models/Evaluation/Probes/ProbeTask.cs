namespace EcgCmrNative.Models.Evaluation.Probes;

/// <summary>The labels that linear probes predict, and the split.</summary>
public sealed class ProbeTask
{
    private readonly double[] _labels;

    /// <summary>Takes labels and a split.</summary>
    /// <param name="names">The labels.</param>
    /// <param name="labels">[rows, labels]; NaN if a label is missing.</param>
    /// <param name="patients">The person of each row.</param>
    /// <param name="training">Rows that models are fitted on.</param>
    /// <param name="validation">Rows by which the strength of the penalty is chosen.</param>
    /// <param name="test">Rows of the test part.</param>
    /// <exception cref="ArgumentException">Lengths differ, a part is empty, or a person is in two parts.</exception>
    public ProbeTask(
        IReadOnlyList<string> names, double[] labels, IReadOnlyList<string> patients, IReadOnlyList<int> training,
        IReadOnlyList<int> validation, IReadOnlyList<int> test)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(patients);
        if (labels.LongLength != (long)names.Count * patients.Count)
            throw new ArgumentException($"{labels.LongLength} labels do not fit {patients.Count} rows with {names.Count} labels each");
        var parts = new[] { ("training", training), ("validation", validation), ("test", test) };
        var partOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (part, rows) in parts)
        {
            if (rows is null or { Count: 0 })
                throw new ArgumentException($"the {part} set is empty; a probe needs a training, a validation and a test set");
            foreach (var patient in rows.Select(row => patients[row]))
            {
                if (!partOf.TryAdd(patient, part) && partOf[patient] != part)
                    throw new ArgumentException($"patient {patient} is in the {partOf[patient]} set and in the {part} set");
            }
        }
        (Names, _labels) = (names, labels);
        (Training, Validation, Test) = (training, validation, test);
        TestPatients = [.. test.GroupBy(row => patients[row], StringComparer.Ordinal).Select(group => group.ToArray())];
    }

    /// <summary>The labels.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Rows that models are fitted on.</summary>
    public IReadOnlyList<int> Training { get; }

    /// <summary>Rows by which the strength of the penalty is chosen.</summary>
    public IReadOnlyList<int> Validation { get; }

    /// <summary>Rows of the test part.</summary>
    public IReadOnlyList<int> Test { get; }

    /// <summary>The rows of each person of the test part: the independent units.</summary>
    public IReadOnlyList<int[]> TestPatients { get; }

    /// <summary>A label of a row; NaN if it is missing.</summary>
    public double Label(int label, int row) => _labels[row * Names.Count + label];

    /// <summary>The rows of a part with a known label.</summary>
    public int[] Known(int label, IReadOnlyList<int> part) => [.. part.Where(row => double.IsFinite(Label(label, row)))];
}
