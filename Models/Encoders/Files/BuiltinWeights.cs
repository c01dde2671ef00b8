using System.Security.Cryptography;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Models.Encoders.Files;

/// <summary>
/// Weights that come with the program, by name, as in <c>builtin:ecg-pluto</c>: files of the folder <c>weights</c> beside the program,
/// which <c>SHA256SUMS</c> lists. What they are, and how they are made again, is in Models/Weights/README.md.
/// </summary>
public static class BuiltinWeights
{
    /// <summary>The beginning of a name where otherwise a path is given.</summary>
    public const string Prefix = "builtin:";

    private const string List = "SHA256SUMS", Extension = ".safetensors";

    /// <summary>The folder of the files.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "weights");

    /// <summary>The names, with prefix; empty where the folder is missing.</summary>
    /// <exception cref="DataFormatException">The list in the folder cannot be read.</exception>
    public static IReadOnlyList<string> Names => NamesIn(Sums(Folder));

    /// <summary>The file of a name, whose checksum is compared; any other path as it is.</summary>
    /// <param name="path">A name with <see cref="Prefix"/>, or a path.</param>
    /// <exception cref="DataFormatException">There are no weights of that name, or their file is damaged.</exception>
    public static string PathOf(string path) => PathOf(path, Folder);

    internal static string PathOf(string path, string folder)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return path;
        var name = path[Prefix.Length..] + Extension;
        var sums = Sums(folder);
        if (sums.Length == 0)
            throw new DataFormatException(
                path, null, $"the weights that come with the program are not beside it: {folder} is missing; install or build it again");
        var expected = sums.FirstOrDefault(line => line.File == name).Sum
            ?? throw new DataFormatException(
                path, null, $"no weights of this name come with the program; there are {string.Join(", ", NamesIn(sums))}");
        var file = Path.Combine(folder, name);
        using var stream = FileSystem.Disk.OpenData(file);
        var found = Convert.ToHexStringLower(SHA256.HashData(stream));
        return found == expected
            ? file
            : throw new DataFormatException(
                file, null, $"is damaged: its SHA-256 is {found}, not {expected}; install or build the program again");
    }

    private static string[] NamesIn(IEnumerable<(string Sum, string File)> sums) =>
    [
        .. sums.Select(line => line.File).Where(file => file.EndsWith(Extension, StringComparison.Ordinal))
            .Select(file => Prefix + file[..^Extension.Length]),
    ];

    private static (string Sum, string File)[] Sums(string folder)
    {
        var list = Path.Combine(folder, List);
        if (!File.Exists(list)) return [];
        using var reader = new StreamReader(FileSystem.Disk.OpenData(list));
        return
        [
            .. reader.ReadToEnd().Split('\n').Select(line => line.Split("  ")).Where(parts => parts.Length == 2)
                .Select(parts => (parts[0], parts[1])),
        ];
    }
}
