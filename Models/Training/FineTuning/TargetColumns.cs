using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Training.FineTuning;

/// <summary>
/// Finds out what a column of labels is, and describes it as a target from the rows of the training set. Nothing of held-out people enters
/// a target.
/// </summary>
public static class TargetColumns
{
    /// <summary>Separates the column of the event from that of its time, as in <c>death:years</c>.</summary>
    public const char TimeSeparator = ':';

    /// <summary>Whole numbers with at most so many different values are classes, unless they are said to be numbers.</summary>
    private const int MostClasses = 10;

    /// <summary>The fewest people of a class.</summary>
    private const int FewestOfClass = 2;

    private const int FewestPeople = 10;

    /// <summary>The units that names of columns end with.</summary>
    private static readonly (string Ending, string Unit)[] Units =
    [
        ("_percent", "%"), ("_L_per_min", "L/min"), ("_mL", "mL"), ("_ml", "mL"), ("_mm", "mm"), ("_cm", "cm"), ("_kg", "kg"), ("_g", "g"),
        ("_years", "years"), ("_months", "months"), ("_days", "days"), ("_ms", "ms"), ("_mV", "mV"), ("_bpm", "/min"), ("_mmHg", "mmHg"),
    ];

    /// <summary>Describes columns as targets.</summary>
    /// <param name="names">Names of the columns; <c>EVENT:TIME</c> for the time to an event.</param>
    /// <param name="labelNames">The labels that the rows have.</param>
    /// <param name="records">All rows.</param>
    /// <param name="training">The rows of the training set whose labels may be used.</param>
    /// <param name="kind">What they are; null to find it out for each.</param>
    /// <param name="balance">Weights the classes so that each counts as much as another.</param>
    /// <returns>
    /// The targets, numbers first, each with what was assumed, and with a warning if it looks like an identifier or a copy.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A column is unknown or named twice; or it cannot be learned: its values are missing, constant, an identifier, or of too few people.
    /// </exception>
    public static IReadOnlyList<(PredictionTarget Target, string Assumption)> Describe(
        IReadOnlyList<string> names, IReadOnlyList<string> labelNames, IReadOnlyList<CohortRecord> records, IReadOnlyList<int> training,
        TargetKind? kind = null, bool balance = true)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(labelNames);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(training);
        if (names.Count == 0) throw new ArgumentException("the list of targets is empty; name a label");
        // Outputs and results are named by the first column.
        if (names.GroupBy(name => name.Split(TimeSeparator)[0]).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"target '{twice.Key}' is named twice");
        var people = training.Select(row => records[row].Patient).Distinct().Count();
        if (people < FewestPeople)
            throw new ArgumentException($"the training set has {people} people; at least {FewestPeople} are needed");
        var targets = names.Select(name => Describe(name, labelNames, records, training, kind, balance)).ToList();
        for (var i = 0; i < targets.Count; i++)
        {
            var (target, assumption) = targets[i];
            var warning = LabelLeaks.Find(target, targets.Take(i).Select(other => other.Item1), labelNames, records, training);
            if (warning is not null) targets[i] = (target, $"{assumption}; {warning}");
        }
        return [.. targets.Where(IsNumber), .. targets.Where(target => !IsNumber(target))];

        static bool IsNumber((PredictionTarget Target, string) target) => target.Target.Kind == TargetKind.Number;
    }

    /// <summary>Describes the targets of another run from these rows: the same columns and kinds, classes weighted if they were.</summary>
    /// <param name="targets">The other run's.</param>
    /// <param name="labelNames">The labels that the rows have.</param>
    /// <param name="records">All rows.</param>
    /// <param name="training">The rows of the training set whose labels may be used.</param>
    /// <exception cref="ArgumentException">A column is unknown or cannot be learned.</exception>
    public static IReadOnlyList<PredictionTarget> DescribeAgain(
        IReadOnlyList<PredictionTarget> targets, IReadOnlyList<string> labelNames, IReadOnlyList<CohortRecord> records,
        IReadOnlyList<int> training)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return
        [
            .. targets.Select(target => Describe(
                [NameOf(target)], labelNames, records, training,
                target.Kind == TargetKind.TimeToEvent ? null : target.Kind, target.ClassWeights.Count > 0)[0].Target),
        ];
    }

    /// <summary>The name that describes a target: its column, or <c>EVENT:TIME</c>.</summary>
    public static string NameOf(PredictionTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.TimeName is { } time ? $"{target.Name}{TimeSeparator}{time}" : target.Name;
    }

    private static (PredictionTarget, string) Describe(
        string name, IReadOnlyList<string> labelNames, IReadOnlyList<CohortRecord> records, IReadOnlyList<int> training, TargetKind? kind,
        bool balance)
    {
        var parts = name.Split(TimeSeparator);
        var labels = labelNames.ToList();
        int Column(string label) => labels.IndexOf(label) is >= 0 and var column
            ? column
            : throw new ArgumentException($"unknown target '{label}'; the labels are {string.Join(", ", labelNames)}");
        if (parts.Length > 2) throw new ArgumentException($"target '{name}' must be LABEL, or EVENT{TimeSeparator}TIME");
        var column = Column(parts[0]);
        (string Person, double Value)[] known =
        [
            .. training.Select(row => (records[row].Patient, (double)records[row].Labels[column]))
                .Where(value => !double.IsNaN(value.Item2)),
        ];
        var people = known.Select(value => value.Person).Distinct().Count();
        if (people == 0) throw new ArgumentException($"target '{parts[0]}': all values of the training set are missing");
        if (people < FewestPeople)
            throw new ArgumentException(
                $"target '{parts[0]}': {people} people of the training set have a value; at least {FewestPeople} are needed");
        double[] distinct = [.. known.Select(value => value.Value).Distinct().Order()];
        if (parts.Length == 2) return Event(parts[0], parts[1], distinct, known, training, records, Column(parts[1]));
        if (distinct.Length == 1)
            throw new ArgumentException(
                FormattableString.Invariant($"target '{name}': all values of the training set are {distinct[0]}; nothing can be learned"));
        if (kind == TargetKind.TimeToEvent)
            throw new ArgumentException($"target '{name}': the time to an event needs two columns, EVENT{TimeSeparator}TIME");
        var areWhole = distinct.All(value => value == Math.Truncate(value));
        if (areWhole && distinct.Length == known.Length && known.Length > MostClasses && kind != TargetKind.Number)
            throw new ArgumentException(
                $"target '{name}': every recording has another whole number, as in an identifier; "
                + "if it is a quantity, say that it is a number");
        var isClasses = kind is null ? areWhole && distinct.Length <= MostClasses : kind == TargetKind.Classes;
        return isClasses ? Classes(name, distinct, known, kind is null, balance) : Number(name, known, kind is null);
    }

    private static (PredictionTarget, string) Classes(
        string name, double[] distinct, (string Person, double Value)[] known, bool isAssumed, bool balance)
    {
        int[] counts = [.. distinct.Select(value => known.Count(other => other.Value == value))];
        for (var i = 0; i < distinct.Length; i++)
        {
            var people = known.Where(other => other.Value == distinct[i]).Select(other => other.Person).Distinct().Count();
            if (people < FewestOfClass)
                throw new ArgumentException(FormattableString.Invariant(
                    $"target '{name}': {people} person of the training set has the value {distinct[i]}; a class needs {FewestOfClass}"));
        }
        var target = new PredictionTarget
        {
            Name = name,
            Kind = TargetKind.Classes,
            ClassValues = distinct,
            Prevalence = [.. counts.Select(count => (double)count / known.Length)],
            ClassWeights = balance ? [.. counts.Select(count => known.Length / ((double)distinct.Length * count))] : [],
            Known = known.Select(value => value.Person).Distinct().Count(),
        };
        var values = string.Join(", ", distinct.Zip(counts, (value, count) => FormattableString.Invariant($"{value} ({count})")));
        return (target, $"{distinct.Length} classes{(isAssumed ? ", since the values are few whole numbers" : "")}: {values}");
    }

    private static (PredictionTarget, string) Number(string name, (string Person, double Value)[] known, bool isAssumed)
    {
        var mean = known.Average(value => value.Value);
        var deviation = Math.Sqrt(known.Average(value => (value.Value - mean) * (value.Value - mean)));
        var target = new PredictionTarget
        {
            Name = name,
            Kind = TargetKind.Number,
            Unit = UnitOf(name),
            Mean = mean,
            Deviation = deviation,
            Known = known.Select(value => value.Person).Distinct().Count(),
        };
        return (target, FormattableString.Invariant(
            $"a number{(isAssumed ? ", since the values are many" : "")}: mean {mean:0.###}, standard deviation {deviation:0.###}")
            + (target.Unit is { } unit ? $" {unit}" : ""));
    }

    private static (PredictionTarget, string) Event(
        string name, string time, double[] distinct, (string Person, double Value)[] known, IReadOnlyList<int> training,
        IReadOnlyList<CohortRecord> records, int timeColumn)
    {
        if (distinct.Any(value => value is not (0 or 1)))
            throw new ArgumentException(FormattableString.Invariant(
                $"target '{name}': an event is 0 (not observed) or 1, not {distinct.First(value => value is not (0 or 1))}"));
        var events = known.Count(value => value.Value == 1);
        if (events < FewestOfClass) throw new ArgumentException($"target '{name}': {events} events in the training set; 2 are needed");
        double[] times = [.. training.Select(row => (double)records[row].Labels[timeColumn]).Where(value => !double.IsNaN(value))];
        if (times.Length == 0) throw new ArgumentException($"target '{name}': all times '{time}' are missing");
        if (times.Any(value => value < 0)) throw new ArgumentException($"target '{name}': a time '{time}' is negative");
        var target = new PredictionTarget
        {
            Name = name,
            Kind = TargetKind.TimeToEvent,
            TimeName = time,
            Unit = UnitOf(time),
            Known = known.Select(value => value.Person).Distinct().Count(),
        };
        return (target, $"the time '{time}' to an event: {events} events in {known.Length} recordings");
    }

    /// <summary>The unit that a column's name ends with, such as mL of <c>LVEDV_mL</c>; null if it ends with none.</summary>
    private static string? UnitOf(string name) => Array.Find(Units, unit => name.EndsWith(unit.Ending, StringComparison.Ordinal)).Unit;
}
