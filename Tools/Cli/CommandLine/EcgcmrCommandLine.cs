using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using EcgCmrNative.Cli.Commands;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The whole command line: its commands, how it refuses, and what its exit codes mean.</summary>
internal static class EcgcmrCommandLine
{
    /// <summary>All is well.</summary>
    public const int Success = 0;

    /// <summary>The command could not be done, or what it checks does not hold.</summary>
    public const int Failure = 1;

    /// <summary>The words on the command line make no sense.</summary>
    public const int Misused = 2;

    /// <summary>Stopped by Ctrl+C, as shells count it.</summary>
    public const int Interrupted = 130;

    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "On an error, say where in the program it arose.",
        Recursive = true,
    };

    /// <summary>All commands.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Deep learning on electrocardiograms: data, pre-training, embeddings, and the checks behind them.")
        {
            new DemoCommand(),
            Pretrain(),
            new Command("cohort", "People who do not exist, with hearts of which everything is known.")
            {
                new SynthesizeCohortCommand(),
                new PictureCohortCommand(),
            },
            new PrepareCommand(),
            new EmbedCommand(),
            new ProbeCommand(),
            new RetrieveCommand(),
            new ExportCommand(),
            new InspectCommand(),
            new VerifyCommand(),
            new GradientCheckCommand(),
            new DevicesCommand(),
            Verbose,
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        foreach (var command in ToolsOf(root)) command.CheckInTurn();
        return root;
    }

    private static Command Pretrain()
    {
        var pretrain = new Command("pretrain", "Trains an encoder without labels.") { new MaskedModellingCommand() };
        foreach (var recipe in ViewsCommand.All()) pretrain.Add(recipe);
        foreach (var recipe in PairsCommand.All()) pretrain.Add(recipe);
        return pretrain;
    }

    /// <summary>Does what the words say.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> words, Terminal terminal, CancellationToken cancellation = default)
    {
        var root = Create();
        foreach (var command in ToolsOf(root)) command.SetAction(line => RunGuarded(command, line, terminal, cancellation));
        var line = Parse(root, words);
        if (line.Action is ParseErrorAction)
        {
            // The parser's list begins with what is missing, and speaks of types; words that are not understood say more.
            var complaint = line.UnmatchedTokens is [var word, ..] ? $"'{word}' is no command and no option here"
                : OptionValues.FindWrong(line.CommandResult) ?? line.Errors[0].Message.TrimEnd('.');
            terminal.Say($"{complaint}; see {NameOf(line.CommandResult.Command)} --help");
            return Misused;
        }
        return line.Invoke(new InvocationConfiguration
        {
            Output = terminal.Output.Profile.Out.Writer,
            Error = terminal.Error.Profile.Out.Writer,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    /// <summary>The commands that do something, wherever they stand.</summary>
    public static IEnumerable<ToolCommand> ToolsOf(Command command) =>
        command.Subcommands.SelectMany(sub => sub is ToolCommand tool ? [tool] : ToolsOf(sub));

    /// <summary>Reads the words. A word that begins with @ is a word, not a file of more words.</summary>
    public static ParseResult Parse(RootCommand root, IReadOnlyList<string> words) =>
        root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });

    private static int RunGuarded(ToolCommand command, ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            return command.Run(line, terminal, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            terminal.Say("stopped");
            return Interrupted;
        }
        catch (Exception thrown)
        {
            // What went wrong on another thread comes wrapped.
            var error = thrown is AggregateException aggregate ? aggregate.Flatten().InnerExceptions[0] : thrown;
            terminal.Say(Describe(error));
            if (line.GetValue(Verbose)) terminal.Say(error.ToString());
            else if (!IsExpected(error)) terminal.Say("This should not happen. Please report it with what --verbose says.");
            return Failure;
        }
    }

    /// <summary>What files, machines and numbers do to a program that is right.</summary>
    private static bool IsExpected(Exception error) => error
        is IOException or UnauthorizedAccessException or ArgumentException or ArithmeticException or NotSupportedException
            or DeviceUnavailableException;

    private static string Describe(Exception error)
    {
        var message = error.Message;
        if (error is ArgumentException { ParamName: { } name })
            message = message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal);
        return $"error: {(IsExpected(error) ? "" : error.GetType().Name + ": ")}{message}";
    }

    private static string NameOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent
        ? $"{NameOf(parent)} {command.Name}"
        : "ecgcmr";
}
