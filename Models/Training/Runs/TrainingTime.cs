namespace EcgCmrNative.Models.Training.Runs;

/// <summary>How long a training took, from its log.</summary>
/// <param name="Epochs">Epochs that were trained.</param>
/// <param name="Seconds">Time in training steps, without validation; of an epoch that was resumed, only since then.</param>
public sealed record TrainingTime(int Epochs, double Seconds)
{
    private const string SecondsName = "train_seconds";

    /// <summary>Of the epochs of a log.</summary>
    /// <param name="epochs">Their metrics, as <see cref="RunFolder.ReadEpochs"/> gives them.</param>
    public static TrainingTime Of(IReadOnlyList<IReadOnlyDictionary<string, double>> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        return new TrainingTime(epochs.Count, epochs.Sum(epoch => epoch.GetValueOrDefault(SecondsName)));
    }

    /// <summary>Of a run's folder, or of a folder with the runs of a search, all trials together.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Null if there is no log that can be read: a time is no reason to fail.</returns>
    public static TrainingTime? In(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            TrainingTime[] runs =
            [
                .. Directory.EnumerateDirectories(folder).Prepend(folder).Select(path => Of(new RunFolder(path).ReadEpochs()))
                    .Where(run => run.Epochs > 0),
            ];
            return runs.Length == 0 ? null : new TrainingTime(runs.Sum(run => run.Epochs), runs.Sum(run => run.Seconds));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
