using System.Text.RegularExpressions;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>
/// What the program says of an exception: in place of the libraries' names for settings the options of the command, and in place of the
/// messages of .NET and of the operating system a sentence with the path and what to do.
/// </summary>
internal static partial class FailureText
{
    private const string OutOfMemory =
        "there is not enough memory; choose smaller sizes, such as a smaller --batch-size or fewer --threads";
    private const string TooLarge = "a size is too large for this program; choose a smaller value";

    /// <summary>True for what files, machines and numbers can do to a program without bugs.</summary>
    public static bool IsExpected(Exception error) => error
        is IOException or UnauthorizedAccessException or ArgumentException or ArithmeticException or NotSupportedException
            or DeviceUnavailableException or OutOfMemoryException;

    /// <summary>The text for an exception, in one line if possible.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="names">The options of the command.</param>
    public static string Of(Exception error, OptionNames names)
    {
        var message = error switch
        {
            ResumeException resume => resume.Describe(names.Find),
            DivergenceException divergence => divergence.Describe(names.Find),
            _ => OfSystem(error) ?? error.Message,
        };
        // A reader or writer may repeat what the system said.
        for (var inner = error.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (OfSystem(inner) is { } text) message = message.Replace(inner.Message, text, StringComparison.Ordinal);
        }
        if (error is ArgumentException { ParamName: { } name })
        {
            var option = names.Find(name) is { } found && !message.Contains(found, StringComparison.Ordinal) ? $" ({found})" : "";
            message = ActualValue().Replace(message, "").Replace($" (Parameter '{name}')", option, StringComparison.Ordinal);
        }
        return error is KernelNotSupportedException ? $"{message} (--device cpu or --device reference)" : message;
    }

    /// <summary>A sentence for an exception that .NET made; null for one of this program, which has its own.</summary>
    private static string? OfSystem(Exception error) => error switch
    {
        DataFormatException => null,
        OutOfMemoryException => OutOfMemory,
        OverflowException => TooLarge,
        FileNotFoundException { FileName: { } file } => $"{Shown(file)}: there is no such file or folder",
        DirectoryNotFoundException when PathIn(error) is { } path && error.Message.StartsWith("Could not", StringComparison.Ordinal) =>
            $"{path}: there is no such folder, or it cannot be created; check the path",
        PathTooLongException => "a path is too long for this system; choose a shorter one",
        UnauthorizedAccessException => OfDenied(PathIn(error)),
        EndOfStreamException => "a file ended too early; it may be damaged or still being written",
        FileNotFoundException or DirectoryNotFoundException => null,
        IOException when IsOfSystem(error) => OfInputOutput(error),
        ArgumentException when error.Message.Contains("ull character", StringComparison.Ordinal) => "a path contains a null character",
        ArgumentOutOfRangeException { ActualValue: { } value } when IsPlain(error) => $"the value {value} is out of range",
        ArgumentOutOfRangeException when IsPlain(error) => "a value is out of range",
        _ => null,
    };

    private static bool IsPlain(Exception error) => error.Message.StartsWith("Specified argument", StringComparison.Ordinal);

    private static string OfDenied(string? path) => path is null ? "access is denied; check the permissions"
        : Directory.Exists(path) ? $"{path}: is a folder where a file is needed, or its permissions forbid this"
        : $"{path}: access is denied; check the permissions of the file and its folder";

    private static string OfInputOutput(Exception error)
    {
        var (path, reason) = (PathIn(error), Reason(error));
        var start = path is null ? "" : $"{path}: ";
        string[] full = ["space left", "not enough space", "quota"];
        if (full.Any(words => reason.Contains(words, StringComparison.OrdinalIgnoreCase)))
            return $"{start}the disk is full; free some space or choose another folder";
        if (reason.Contains("being used by another", StringComparison.Ordinal))
            return $"{start}another process uses this file; wait for it, or choose another file";
        if (path is not null && File.Exists(path) && reason.Contains("already exists", StringComparison.Ordinal))
            return $"{start}is a file where a folder is needed";
        return $"{start}the system refused to read or write it ({reason}); check the path, the permissions and the disk";
    }

    /// <summary>What the system said, without the path.</summary>
    private static string Reason(Exception error) =>
        Quoted().Replace(error.Message, "").Trim(' ', ':', '.').Replace("  ", " ", StringComparison.Ordinal);

    private static string? PathIn(Exception error) =>
        Quoted().Matches(error.Message) is { Count: > 0 } paths ? Shown(paths[^1].Groups[1].Value) : null;

    /// <summary>The file that the user knows in place of the temporary one; within the current folder, its path from there.</summary>
    private static string Shown(string path)
    {
        path = Temporary().Replace(path, "");
        var here = Directory.GetCurrentDirectory() + Path.DirectorySeparatorChar;
        return path.StartsWith(here, StringComparison.Ordinal) && path.Length > here.Length ? path[here.Length..] : path;
    }

    /// <summary>This program's own exceptions have the general code of their type; the system's have its own.</summary>
    private static bool IsOfSystem(Exception error)
    {
        const int GeneralInputOutput = unchecked((int)0x80131620);
        return error.HResult != GeneralInputOutput;
    }

    [GeneratedRegex(@"\.\d+\.tmp$")]
    private static partial Regex Temporary();

    [GeneratedRegex(@"'([^\n]*?)'(?=[^\p{L}]|$)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\r?\nActual value was [^\n]*")]
    private static partial Regex ActualValue();
}
