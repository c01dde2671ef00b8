using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Commands;
using EcgCmrNative.Cli.Display;

namespace EcgCmrNative.Cli;

/// <summary>The whole command line: its commands, and how it answers.</summary>
internal static class EcgcmrCommandLine
{
    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show the stack trace of an error. [default: false]",
        Recursive = true,
    };

    /// <summary>All commands.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Deep learning on electrocardiograms (ECG) and cardiac MR images: data, pre-training, evaluation.")
        {
            new DemoCommand(),
            new InspectCommand(),
            new PrepareCommand(),
            Pretrain(),
            new FinetuneCommand(),
            new PredictCommand(),
            new ExplainCommand(),
            new EvaluateCommand(),
            new EmbedCommand(),
            new MapCommand(),
            new ProbeCommand(),
            new RetrieveCommand(),
            new ExportCommand(),
            new Command("cohort", "Create a synthetic cohort with known hearts, or draw its people.")
            {
                new SynthesizeCohortCommand(),
                new PictureCohortCommand(),
            },
            new Command("study", "Compare encoders over tasks, shares of labels and seeds: the paper's table in one command.")
            {
                new StudyRunCommand(),
                new StudyTableCommand(),
                new StudyShowCommand(),
            },
            new VerifyCommand(),
            new GradientCheckCommand(),
            new DevicesCommand(),
            Verbose,
        };
        root.Options.OfType<HelpOption>().Single().Description = "Show this help.";
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
        return root;
    }

    /// <summary>Does what the command line says.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> words, Terminal terminal, CancellationToken cancellation = default)
    {
        var root = Create();
        var line = Parse(root, words);
        var isAnswered = UsageErrors.FindUnknown(line) is null;
        if (isAnswered && line.CommandResult.IsGiven(root.Options.OfType<HelpOption>().Single()))
        {
            HelpPage.Write(terminal.OutputWriter, Path(line.CommandResult));
            return ExitCode.Success;
        }
        if (isAnswered && line.CommandResult.IsGiven(root.Options.OfType<VersionOption>().Single()))
        {
            terminal.Write($"ecgcmr {ProgramVersion.Text}");
            return ExitCode.Success;
        }
        if (UsageErrors.Find(line) is { } error)
        {
            terminal.Say($"usage error: {error}{(error.EndsWith('?') ? " See" : "; see")} {Name(Path(line.CommandResult))} --help");
            return ExitCode.UsageError;
        }
        return RunGuarded((ToolCommand)line.CommandResult.Command, line, terminal, cancellation);
    }

    /// <summary>The commands that do something, with those that they stand under, beginning with the root.</summary>
    public static IEnumerable<IReadOnlyList<Command>> Tools(params IReadOnlyList<Command> path) => path[^1] is ToolCommand
        ? [path]
        : path[^1].Subcommands.SelectMany(sub => Tools([.. path, sub]));

    /// <summary>Reads the words. A word that begins with @ is a word, not a file of more words.</summary>
    public static ParseResult Parse(RootCommand root, IReadOnlyList<string> words) =>
        root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });

    /// <summary>A command as one types it.</summary>
    public static string Name(IReadOnlyList<Command> path) => string.Join(' ', ["ecgcmr", .. path.Skip(1).Select(command => command.Name)]);

    private static Command Pretrain()
    {
        var pretrain = new Command("pretrain", "Train an encoder without labels.") { new MaskedModellingCommand() };
        foreach (var recipe in ContrastiveCommand.All()) pretrain.Add(recipe);
        return pretrain;
    }

    private static Command[] Path(CommandResult line) =>
        line.Parent is CommandResult parent ? [.. Path(parent), line.Command] : [line.Command];

    private static int RunGuarded(ToolCommand command, ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        RunningCommand.Begin(line);
        try
        {
            return command.Run(line, terminal, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Say("stopped");
            return ExitCode.Interrupted;
        }
        catch (Exception thrown)
        {
            // An error on another thread comes wrapped.
            var error = thrown is AggregateException aggregate ? aggregate.Flatten().InnerExceptions[0] : thrown;
            var isExpected = FailureText.IsExpected(error);
            terminal.Say($"error: {(isExpected ? "" : error.GetType().Name + ": ")}{FailureText.Of(error, command.OptionNames)}");
            if (line.GetValue(Verbose)) terminal.Say(error.ToString());
            else if (!isExpected) terminal.Say("This is a bug. Please report it with the output of --verbose.");
            return ExitCode.Failure;
        }
    }
}
