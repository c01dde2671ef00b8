using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Models.Studies;

/// <summary>What a study has made so far in its folder: data, pre-trainings, cells.</summary>
public sealed class StudyResults : IDisposable
{
    private StudyResults(StudyDefinition study, StudyStores stores, StudyPlan plan)
    {
        (Study, Stores) = (study, stores);
        PreTrainings =
        [
            .. plan.Runs.Where(RunTraining.IsDone)
                .Select(run => new StudyRun(run.PreTraining, run.Configuration.Training.Seed, run.Folder, run.Configuration)),
        ];
        Planned = plan.Cells.Count;
        Cells =
        [
            .. plan.Cells.Where(cell => cell.IsDone).Select(cell =>
            {
                var model = Path.Combine(cell.Folder, PredictorFile.Name);
                return new StudyCellResult(cell.Cell, CellResult.Read(cell.ResultPath), File.Exists(model) ? model : null)
                {
                    Folder = cell.Folder,
                };
            }),
        ];
    }

    /// <summary>The study.</summary>
    public StudyDefinition Study { get; }

    /// <summary>Its data.</summary>
    public StudyStores Stores { get; }

    /// <summary>The pre-trainings that are finished.</summary>
    public IReadOnlyList<StudyRun> PreTrainings { get; }

    /// <summary>The cells that are finished, in the order of the study.</summary>
    public IReadOnlyList<StudyCellResult> Cells { get; }

    /// <summary>Number of all cells.</summary>
    public int Planned { get; }

    /// <summary>Opens the folder of a study.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataFormatException">The folder has no study, or a result is damaged.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static StudyResults Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        folder = Path.GetFullPath(folder);
        var study = StudyRunner.DefinitionIn(folder)
            ?? throw new DataFormatException(folder, null, $"has no {StudyRunner.DefinitionFile}: no study was run in this folder");
        var stores = StudyStores.OpenMade(study.Data, folder);
        try
        {
            return new StudyResults(study, stores, new StudyPlan(study, stores, folder));
        }
        catch
        {
            stores.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stores.Dispose();
}

/// <summary>A pre-training that is finished.</summary>
/// <param name="PreTraining">The pre-training.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Folder">The folder of the run.</param>
/// <param name="Configuration">Its settings.</param>
public sealed record StudyRun(StudyPreTraining PreTraining, ulong Seed, string Folder, RunConfiguration Configuration);

/// <summary>A cell that is finished.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Result">Its predictions.</param>
/// <param name="Model">The model file; null if it was not kept, and for probes.</param>
public sealed record StudyCellResult(StudyCell Cell, CellResult Result, string? Model)
{
    /// <summary>Its folder, with a folder for every training.</summary>
    public string Folder { get; init; } = "";
}
