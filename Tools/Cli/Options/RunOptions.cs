using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Options;

/// <summary>The folder of a run, and whether the run is resumed: the options of every training.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> _out = ToolOption.Required(
        "--out", Values.Text("RUN"), "Write checkpoints, logs and report to this folder.");

    private readonly Option<bool> _resume = ToolOption.Switch(
        "--resume",
        "Resume the run in that folder, exactly as if it had never stopped. Learning rates and --clip-norm may be changed.");

    private readonly Option<string?> _config = ToolOption.Optional(
        "--config", Values.Text("JSON"),
        $"Read settings from this file: {RunFolder.ConfigurationFile} of another run, or a part of one. Options on the command line "
        + "replace them. On the same store the people of that run are held out, unless others are given.",
        "the defaults of the options");

    private readonly Option<double?> _minutes = ToolOption.Optional(
        "--minutes", Values.Number("M", new NumberRange(0, 100_000, LowOpen: true)),
        "Choose --epochs so that training takes about this long here: measured once before the run, printed, and stored with it.",
        "--epochs");

    private readonly OptionNames _names;

    public RunOptions(ToolCommand command)
    {
        _names = command.OptionNames;
        command.Add(OptionGroup.Output, _out, _resume);
        command.Add(OptionGroup.Training, _config, _minutes);
        command.Check(line => !line.IsGiven(_minutes) ? null
            : line.GetValue(_resume) ? $"{_minutes.Name} is for new runs; a resumed run has its own epochs"
            : command.Options.Any(option => option.Name == "--epochs" && line.IsGiven(option))
                ? $"{_minutes.Name} and --epochs both set the number of epochs; specify one"
                : null);
        command.Check(line => line.GetValue(_resume) && line.IsGiven(_config)
            ? $"{_config.Name} is for new runs; a resumed run has its own settings"
            : null);
    }

    /// <summary>The folder of the run.</summary>
    public string Folder(ParseResult line) => line.GetRequiredValue(_out);

    /// <summary>True if a run goes on, whose own settings hold where no option is given.</summary>
    public bool IsResumed(CommandResult line) => line.GetValue(_resume);

    /// <summary>The time that training may take, in minutes; null if the number of epochs is given or that of the settings.</summary>
    public double? Minutes(ParseResult line) => line.GetValue(_minutes);

    /// <summary>True if a file gives settings.</summary>
    public bool HasSettings(CommandResult line) => line.IsGiven(_config);

    /// <summary>What holds where no option is given: the settings of the file of --config, else those given here.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="published">The settings without a file.</param>
    /// <exception cref="IOException">The file cannot be read, or has something that is not a setting of such a run.</exception>
    public T StartOf<T>(CommandResult line, T published)
        where T : RunConfiguration =>
        line.GetValue(_config) is { } path ? (T)published.With(path, FileSystem.Disk.ReadText(path)) : published;

    /// <summary>The same for checks of the command line, where a file that cannot be read is no mistake of the line.</summary>
    public T StartOrPublished<T>(CommandResult line, T published)
        where T : RunConfiguration
    {
        try
        {
            return StartOf(line, published);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return published;
        }
    }

    /// <summary>
    /// Starts a new run, or resumes one. Options may repeat the settings of a resumed run, and change its learning rates.
    /// </summary>
    /// <param name="line">The command line.</param>
    /// <param name="terminal">Receives the settings that differ from the published ones, and warnings.</param>
    /// <param name="data">The data.</param>
    /// <param name="settings">The options of the settings.</param>
    /// <param name="split">The options of the held-out people.</param>
    /// <param name="seen">Whether test people that the starting weights have seen are accepted; null to refuse them.</param>
    /// <param name="check">Refuses settings of a new run that do not fit the data; null to skip it.</param>
    /// <param name="complete">Adds to the configuration of a new run what only its training data tell; null for nothing.</param>
    /// <exception cref="IOException">The folder holds a run, or no run to resume.</exception>
    /// <exception cref="ArgumentException">Settings or data are invalid, or not those of the run.</exception>
    public TrainingRun Open<T>(
        ParseResult line, Terminal terminal, TrainingData data, IRunSettings<T> settings, SplitOptions split, SeenPeople? seen = null,
        Action<T>? check = null, Func<T, T>? complete = null)
        where T : RunConfiguration
    {
        var (words, folder) = (line.CommandResult, line.GetRequiredValue(_out));
        var published = settings.Published(words);
        var run = Open();
        foreach (var note in run.Notes) terminal.Say($"warning: {note}");
        foreach (var change in run.Changes)
            terminal.Say(
                $"changed from epoch {change.Epoch + 1}, step {change.Step + 1} on: "
                + $"{_names.Find(change.Name) ?? change.Name} {change.Now}, {change.Before} before");
        return run;

        TrainingRun Open()
        {
            var isResumed = line.GetValue(_resume);
            try
            {
                return isResumed ? Resume() : Start();
            }
            catch (IOException error) when (error is not FolderInUseException && new RunFolder(folder).HasCheckpoint != isResumed)
            {
                throw new IOException($"{error.Message} ({(isResumed ? "without " : "")}{_resume.Name})", error);
            }
        }

        TrainingRun Start()
        {
            var start = StartOf(words, settings.Recommended(words, data.Records.Count));
            var asked = settings.Read(words, start, isNew: true);
            check?.Invoke(asked);
            ChangedSettings.Say(terminal, settings.Differences(published, asked));
            foreach (var weights in asked.StartingWeights)
                AssumedInput.Say(terminal, weights, "make sure that the store was prepared in the same way");
            var held = split.Given(words, data.Records, asked.Training.Seed) ?? HeldOutBefore(start)
                ?? split.HeldOut(words, data.Records, asked.Training.Seed);
            var configuration = RunConfiguration.On(asked, data, held);
            return TrainingRun.Start(folder, complete?.Invoke(configuration) ?? configuration, data, seen?.IsAllowed(line) ?? false);
        }

        HeldOutRows? HeldOutBefore(T start)
        {
            if (start.ValidationRows.Count == 0) return null;
            var before = HeldOutRows.Of(start, data);
            terminal.Say(before is null
                ? $"the run of {line.GetValue(_config)} was on other data: other people are held out"
                : $"held out: the people whom the run of {line.GetValue(_config)} held out");
            return before;
        }

        TrainingRun Resume()
        {
            var checkpoint = TrainingRun.CheckpointToResume(folder);
            var own = (T)published.Read(checkpoint, Checkpoint.ReadConfiguration(checkpoint));
            var held = split.Given(words, data.Records, own.Training.Seed) ?? new HeldOutRows(own.ValidationRows, own.TestRows);
            return TrainingRun.Resume(folder, RunConfiguration.On(settings.Read(words, own, isNew: false), data, held), data);
        }
    }
}
