using System.CommandLine;
using System.Text;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Cli.Options;

/// <summary>
/// The files that a command writes. An existing one is only overwritten with <c>--force</c>, only if it is a regular file, and never if the
/// command reads it.
/// </summary>
internal sealed class OutputFiles
{
    private readonly Option<bool> _force = ToolOption.Switch("--force", "Overwrite existing files.");

    /// <summary>Adds <c>--force</c> to a command.</summary>
    public OutputFiles(ToolCommand command) => command.Add(OptionGroup.Output, _force);

    /// <summary>Refuses files that must not be written. Called before a command does its work.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="inputs">Files and folders that the command reads.</param>
    /// <param name="outputs">The files; null for one that was not asked for.</param>
    /// <exception cref="IOException">A file exists and must not be overwritten, or is a folder.</exception>
    public void Check(ParseResult line, IEnumerable<string> inputs, params IEnumerable<string?> outputs)
    {
        var read = inputs.Select(Resolved).ToArray();
        foreach (var output in outputs.OfType<string>())
        {
            if (Directory.Exists(output)) throw new IOException($"{output}: is a folder; specify the name of a file");
            if (!Path.Exists(output)) continue;
            if (!FileKind.IsRegular(output)) throw new IOException($"{output}: is a device or a pipe, not a file; choose another name");
            var path = Resolved(output);
            if (Array.Find(read, input => IsIn(path, input)) is { } input)
                throw new IOException($"{output}: this command reads it, or other files of its folder; choose another name");
            if (!line.GetValue(_force))
                throw new IOException($"{output}: already exists; choose another name, or overwrite it with {_force.Name}");
        }
    }

    /// <summary>Makes the folder of a file.</summary>
    /// <returns>Removes the folder again, unless it is told to keep it.</returns>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static OutputFolder MakeFolder(string file)
    {
        var folder = OutputFolder.Of(file);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file into its folder, which is made if needed, and removed again if writing fails.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string file, Action<string> write)
    {
        using var folder = MakeFolder(file);
        write(file);
        folder.Keep();
    }

    /// <summary>Writes a text file in UTF-8, whole or not at all.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string file, string text) =>
        Write(file, path => FileSystem.Disk.WriteAtomically(path, stream => stream.Write(Encoding.UTF8.GetBytes(text))));

    private static bool IsIn(string path, string input) =>
        path == input || path.StartsWith(Path.TrimEndingDirectorySeparator(input) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The full path with links followed, those of its folders too.</summary>
    private static string Resolved(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } folder) return full;
        var link = (FileSystemInfo)(Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full));
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is { } target
                ? Resolved(target.FullName)
                : Path.Combine(Resolved(folder), Path.GetFileName(full));
        }
        catch (IOException)
        {
            return full; // does not exist
        }
    }
}
