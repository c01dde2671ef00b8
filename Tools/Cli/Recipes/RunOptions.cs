using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>Where a run goes, and whether it goes on: the same for every training.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> _out = ToolOption.Required(
        "--out", Values.Text("RUN"), "Write checkpoints, logs and report to this folder.");

    private readonly Option<bool> _resume = ToolOption.Switch(
        "--resume", "Resume the run in that folder, exactly as if it had never stopped.");

    public RunOptions(ToolCommand command)
    {
        command.Add(OptionGroup.Output, _out, _resume);
    }

    /// <summary>True where a run is to go on.</summary>
    public bool Resume(ParseResult line) => line.GetValue(_resume);

    /// <summary>Opens the folder: a new one, or that of a run with a checkpoint to go on from.</summary>
    /// <exception cref="IOException">There is a run where there should be none, or none where there should be one.</exception>
    public RunFolder Open(ParseResult line)
    {
        var path = line.GetRequiredValue(_out);
        if (!Resume(line))
        {
            if (File.Exists(Path.Combine(path, RunFolder.LastCheckpoint)))
                throw new IOException($"{path}: there is a run already; go on with it by --resume, or choose another folder");
            // A run that ended before its first checkpoint left nothing to go on from, and begins anew.
            var begun = new RunFolder(path);
            begun.ForgetFrom(0);
            return begun;
        }
        if (!Directory.Exists(path)) throw new DirectoryNotFoundException($"{path}: there is no such folder to resume");
        var folder = new RunFolder(path);
        if (folder.HasCheckpoint) return folder;
        folder.Dispose();
        throw new DataFormatException(
            folder.File(RunFolder.LastCheckpoint), null,
            "is missing: there is nothing to resume here; without --resume the run begins anew");
    }

    /// <summary>Refuses options that would change the settings of a run that goes on.</summary>
    /// <exception cref="ArgumentException">They would.</exception>
    public static void RequireSame<T>(RunFolder folder, T own, T asked)
    {
        if (!EqualityComparer<T>.Default.Equals(own, asked))
            throw new ArgumentException(
                $"--resume goes on with the settings of the run, which {folder.File(RunFolder.ConfigurationFile)} lists; "
                + "other options differ from them");
    }
}
