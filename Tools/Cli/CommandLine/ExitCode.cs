namespace EcgCmrNative.Cli.CommandLine;

/// <summary>What the exit codes of the program mean.</summary>
internal static class ExitCode
{
    /// <summary>The command did what it was asked to do.</summary>
    public const int Success = 0;

    /// <summary>The command failed, or what it checks does not hold.</summary>
    public const int Failure = 1;

    /// <summary>Usage error: unknown, missing or contradictory options. Nothing was done.</summary>
    public const int UsageError = 2;

    /// <summary>Stopped by Ctrl+C (SIGINT), as shells count it.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM, as shells count it.</summary>
    public const int Terminated = 143;

    /// <summary>All codes with their meaning, for the help.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Success, "Success"),
        (Failure, "Failure: the command failed, or a check failed"),
        (UsageError, "Usage error: unknown, missing or contradictory options; nothing was done"),
        (Interrupted, "Interrupted by Ctrl+C (SIGINT)"),
        (Terminated, "Terminated by SIGTERM"),
    ];
}
