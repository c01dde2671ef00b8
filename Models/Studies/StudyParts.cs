using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Models.Studies;

/// <summary>A pre-training of a study. It is done once for each seed, for all arms that start from it.</summary>
public sealed record StudyPreTraining
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary><c>mdm</c>, or a name of <see cref="ContrastiveRecipes"/>.</summary>
    public string Recipe { get; init => field = value ?? ""; } = "";

    /// <summary>The pre-training that its ECG encoder starts from; null for new weights.</summary>
    public string? EcgFrom { get; init; }

    /// <summary>The pre-training that its image encoder starts from; null for new weights.</summary>
    public string? CmrFrom { get; init; }

    /// <summary>Settings in the form of a run's <c>configuration.json</c>, any part of it; the others are the published ones.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>True for images, and for pairs.</summary>
    [JsonIgnore]
    internal bool NeedsImages => Row is { Data: RecipeData.Cmr or RecipeData.Pairs };

    /// <summary>The row of a contrastive recipe; null for masked data modelling.</summary>
    [JsonIgnore]
    public ContrastiveRecipeRow? Row => ContrastiveRecipes.Rows.FirstOrDefault(row => row.Name == Recipe);

    internal bool Gives(Modality modality) => Row switch
    {
        null => modality == Modality.Ecg,
        { Data: RecipeData.Pairs } => true,
        { Data: RecipeData.Cmr } => modality == Modality.Cmr,
        _ => modality == Modality.Ecg,
    };

    internal string? FindMistake(IReadOnlyList<StudyPreTraining> before)
    {
        if (Recipe != MaskedModellingRecipe.RecipeName && Row is null)
            return $"PreTrainings: '{Name}' has the Recipe '{Recipe}'; there are {MaskedModellingRecipe.RecipeName}, "
                + string.Join(", ", ContrastiveRecipes.All);
        if (EcgFrom is not null && (Row is null || !Gives(Modality.Ecg)))
            return $"PreTrainings: '{Name}' ({Recipe}) cannot start from an ECG encoder (EcgFrom)";
        if (CmrFrom is not null && !Gives(Modality.Cmr)) return $"PreTrainings: '{Name}' ({Recipe}) has no image encoder (CmrFrom)";
        return FindSource(before, EcgFrom, Modality.Ecg) ?? FindSource(before, CmrFrom, Modality.Cmr);
    }

    private string? FindSource(IReadOnlyList<StudyPreTraining> before, string? from, Modality modality)
    {
        if (from is null) return null;
        if (before.FirstOrDefault(run => run.Name == from) is not { } source)
            return $"PreTrainings: '{Name}' starts from '{from}', which is not among those before it";
        return source.Gives(modality) ? null : $"PreTrainings: '{Name}' starts from '{from}', which trains no encoder of that kind";
    }
}

/// <summary>An encoder that is compared with others.</summary>
public sealed record StudyArm
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The pre-training that it starts from; null for new weights.</summary>
    public string? From { get; init; }

    /// <summary>What it sees: ECGs, or images as an upper reference, which is no rival of the others.</summary>
    public Modality Modality { get; init; } = Modality.Ecg;

    internal string? FindMistake(IReadOnlyList<StudyPreTraining> runs)
    {
        if (From is null) return null;
        if (runs.FirstOrDefault(run => run.Name == From) is not { } source)
            return $"Arms: '{Name}' starts from '{From}', which is no pre-training of the study";
        return source.Gives(Modality) ? null : $"Arms: '{Name}' starts from '{From}', which trains no encoder for {Modality}";
    }
}

/// <summary>What is predicted: one label or several of one kind, together.</summary>
public sealed record StudyTask
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The columns of the labels: numbers, or labels of two classes.</summary>
    public IReadOnlyList<string> Targets { get; init => field = value ?? []; } = [];

    /// <summary>The metric of the table; null for R² of numbers and AUROC of classes.</summary>
    public string? Metric { get; init; }

    internal string? FindMistake() => Targets.Count == 0 ? $"Tasks: '{Name}' has no Targets: name columns of the labels" : null;
}

/// <summary>How predictions are made of an encoder.</summary>
public sealed record StudyReadout
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>
    /// True for a linear model on frozen embeddings (ridge regression or logistic regression, the penalty chosen on the validation set);
    /// false for fine-tuning.
    /// </summary>
    public bool IsProbe { get; init; }

    /// <summary>
    /// Settings of fine-tuning, in the form of a run's <c>configuration.json</c>; of a probe only those of new encoders are used.
    /// </summary>
    public JsonObject? Settings { get; init; }
}

/// <summary>Settings of fine-tuning for some arms, tasks and shares of labels; an empty list means all.</summary>
public sealed record StudyOverride
{
    /// <summary>Arms.</summary>
    public IReadOnlyList<string> Arms { get; init => field = value ?? []; } = [];

    /// <summary>Tasks.</summary>
    public IReadOnlyList<string> Tasks { get; init => field = value ?? []; } = [];

    /// <summary>Shares of labels.</summary>
    public IReadOnlyList<double> LabelFractions { get; init => field = value ?? []; } = [];

    /// <summary>The settings.</summary>
    public JsonObject? Settings { get; init; }

    internal bool Covers(string arm, string task, double fraction) =>
        (Arms.Count == 0 || Arms.Contains(arm)) && (Tasks.Count == 0 || Tasks.Contains(task))
        && (LabelFractions.Count == 0 || LabelFractions.Contains(fraction));
}

/// <summary>A figure of others, for context; it is never mixed with the study's own.</summary>
/// <param name="Task">The task or label that it is about.</param>
/// <param name="Arm">What it was measured of.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Value">Value, as it was published, such as <c>.478 ± .013</c>.</param>
/// <param name="Source">Where it was published.</param>
public sealed record PublishedFigure(string Task, string Arm, string Metric, string Value, string Source);
