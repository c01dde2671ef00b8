using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Studies;

/// <summary>One combination of a study: an arm learns a task with some of the labels, once.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Task">The task.</param>
/// <param name="Readout">How predictions are made.</param>
/// <param name="LabelFraction">Share of the training people whose labels are used.</param>
/// <param name="Seed">The seed.</param>
public sealed record StudyCell(StudyArm Arm, StudyTask Task, StudyReadout Readout, double LabelFraction, ulong Seed)
{
    /// <summary>Its description in messages.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Task.Name} by {Arm.Name} ({Readout.Name}, {100 * LabelFraction:0.##} % of labels, seed {Seed})");
}

/// <summary>A pre-training for one seed, with everything that determines it.</summary>
/// <param name="PreTraining">The pre-training.</param>
/// <param name="Configuration">All settings.</param>
/// <param name="Folder">The folder of the run; its name ends with a hash of everything that determines the result.</param>
internal sealed record PlannedRun(StudyPreTraining PreTraining, RunConfiguration Configuration, string Folder)
{
    public string Title => FormattableString.Invariant($"{PreTraining.Name} (seed {Configuration.Training.Seed})");
}

/// <summary>A cell with everything that determines it.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Source">The run that it starts from; null for new weights.</param>
/// <param name="Trials">Its configuration, or those of the search; empty if no target can be learned.</param>
/// <param name="LeftOut">Targets that cannot be learned from these labels, with the reason.</param>
/// <param name="Folder">Its folder; the name ends with a hash of everything that determines the result.</param>
internal sealed record PlannedCell(
    StudyCell Cell, PlannedRun? Source, IReadOnlyList<FineTuningConfiguration> Trials, IReadOnlyList<LeftOutTarget> LeftOut, string Folder)
{
    /// <summary>Name of the file that makes a cell finished.</summary>
    public const string ResultFile = "result.json";

    public string ResultPath => Path.Combine(Folder, ResultFile);

    public bool IsDone => File.Exists(ResultPath);
}

/// <summary>A target that a cell does not learn.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftOutTarget(string Target, string Reason);
