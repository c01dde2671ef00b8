using System.Text.Json.Serialization;
using EcgCmrNative.Data.Cohorts;

namespace EcgCmrNative.Models.Studies;

/// <summary>The people of a study: a virtual cohort that the study makes, or prepared stores; and who is held out.</summary>
public sealed record StudyData
{
    /// <summary>Make a virtual cohort of this many people; null to use <see cref="Ecg"/>.</summary>
    public int? Subjects { get; init; }

    /// <summary>Seed of the virtual cohort.</summary>
    public ulong CohortSeed { get; init; }

    /// <summary>
    /// Share of the virtual cohort with coronary artery disease, and with atrial fibrillation; 0 for as many as in the population.
    /// </summary>
    public double CadShare { get; init; }

    /// <inheritdoc cref="CadShare"/>
    public double AfShare { get; init; }

    /// <summary>A prepared store of ECGs, or a folder of recordings.</summary>
    public string? Ecg { get; init; }

    /// <summary>A prepared store of images of the same people; null for none.</summary>
    public string? Cmr { get; init; }

    /// <summary>A table of labels, in the place of those of the stores; null for those.</summary>
    public string? Labels { get; init; }

    /// <summary>The column of the table with the recordings' names, with the person, and with the fold; null for the usual names.</summary>
    public string? RecordColumn { get; init; }

    /// <inheritdoc cref="RecordColumn"/>
    public string? PatientColumn { get; init; }

    /// <inheritdoc cref="RecordColumn"/>
    public string? FoldColumn { get; init; }

    /// <summary>Folds of the validation set, from the table of labels; empty for a share of the people.</summary>
    public IReadOnlyList<int> ValidationFolds { get; init => field = value ?? []; } = [];

    /// <summary>Folds of the test set.</summary>
    public IReadOnlyList<int> TestFolds { get; init => field = value ?? []; } = [];

    /// <summary>Share of the people of the validation set, without folds.</summary>
    public double Validation { get; init => field = value == 0 ? DefaultShare : value; } = DefaultShare;

    /// <summary>Share of the people of the test set, without folds.</summary>
    public double Test { get; init => field = value == 0 ? DefaultShare : value; } = DefaultShare;

    /// <summary>With a person's name it determines their set; the same for all seeds of the study.</summary>
    public ulong SplitSeed { get; init; }

    /// <summary>True if there are images.</summary>
    [JsonIgnore]
    public bool HasImages => Subjects is not null || Cmr is not null;

    private const double DefaultShare = 0.15;

    /// <summary>The data alone: people may be held out otherwise on the same stores.</summary>
    internal (int?, ulong, double, double, string?, string?, string?) WithoutSplit() =>
        (Subjects, CohortSeed, CadShare, AfShare, Ecg, Cmr, Labels);

    /// <summary>The data in words.</summary>
    public string Describe() => Subjects is { } subjects
        ? FormattableString.Invariant($"{subjects} virtual people of seed {CohortSeed}")
        : string.Join(", ", new[] { Ecg, Cmr, Labels }.OfType<string>());

    /// <summary>The table of labels; null without one.</summary>
    internal LabelTable? ReadLabels() => Labels is null ? null : LabelTable.Read(
        Labels, new LabelColumns { Record = RecordColumn, Patient = PatientColumn, Fold = FoldColumn });

    internal string? FindMistake()
    {
        if (Subjects is null == Ecg is null) return "Data: give either Subjects, for a virtual cohort, or Ecg, a store of ECGs";
        if (Subjects is < 40) return $"Data: {Subjects} Subjects are too few for a training, a validation and a test set; give 40 or more";
        if (Subjects is not null && (Cmr ?? Labels) is { } idle) return $"Data: '{idle}' has no use with Subjects, for a virtual cohort";
        if (!(CadShare >= 0 && AfShare >= 0 && CadShare + AfShare < 1))
            return "Data: CadShare and AfShare must be from 0 to below 1 together";
        if (ValidationFolds.Count > 0 != TestFolds.Count > 0) return "Data: give both ValidationFolds and TestFolds, or neither";
        if (ValidationFolds.Intersect(TestFolds).Any()) return "Data: a fold is in both ValidationFolds and TestFolds";
        return Validation > 0 && Test > 0 && Validation + Test < 1
            ? null
            : "Data: Validation and Test must be above 0 and below 1 together";
    }
}
