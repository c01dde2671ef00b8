using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>The values of the targets for every row, as a <see cref="TargetBatch"/> holds them.</summary>
internal sealed class TargetValues
{
    private readonly double[] _values;
    private readonly double[] _times;
    private readonly int _targets;

    /// <exception cref="ArgumentException">The rows have no label of a target's name.</exception>
    public TargetValues(IReadOnlyList<PredictionTarget> targets, IReadOnlyList<string> labelNames, IReadOnlyList<CohortRecord> records)
    {
        _targets = targets.Count;
        (_values, _times) = (new double[records.Count * _targets], new double[records.Count * _targets]);
        var names = labelNames.ToList();
        for (var t = 0; t < _targets; t++)
        {
            var target = targets[t];
            var (column, time) = (Column(target.Name), target.TimeName is { } name ? Column(name) : -1);
            for (var row = 0; row < records.Count; row++)
            {
                var value = (double)records[row].Labels[column];
                _values[row * _targets + t] = target.Kind switch
                {
                    TargetKind.Number => (value - target.Mean) / target.Deviation,
                    TargetKind.Classes => ClassOf(target, value),
                    _ => value,
                };
                if (time >= 0) _times[row * _targets + t] = records[row].Labels[time];
            }
        }

        int Column(string name) => names.IndexOf(name) is >= 0 and var column
            ? column
            : throw new ArgumentException($"the rows have no label '{name}'; their labels are {string.Join(", ", labelNames)}");
    }

    /// <summary>Copies the values of a row to a place of a batch.</summary>
    public void CopyTo(TargetBatch batch, int index, int row)
    {
        _values.AsSpan(row * _targets, _targets).CopyTo(batch.Values[(index * _targets)..]);
        _times.AsSpan(row * _targets, _targets).CopyTo(batch.Times[(index * _targets)..]);
    }

    /// <summary>The value of a target: see <see cref="TargetBatch.Values"/>.</summary>
    public double Value(int row, int target) => _values[row * _targets + target];

    /// <summary>The time of a target.</summary>
    public double Time(int row, int target) => _times[row * _targets + target];

    /// <summary>The index of a class; NaN for a missing value, and for one that the training set does not have.</summary>
    private static double ClassOf(PredictionTarget target, double value)
    {
        for (var i = 0; i < target.ClassValues.Count; i++)
        {
            if (target.ClassValues[i] == value) return i;
        }
        return double.NaN;
    }
}
