using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Studies;

namespace EcgCmrNative.Cli.Studies;

/// <summary>The studies that come with the program.</summary>
internal static class ShippedStudies
{
    /// <summary>The small study of the demo.</summary>
    public const string Demo = "demo";

    /// <summary>The study of the paper.</summary>
    public const string Paper = "paper";

    /// <summary>The study of the demo with more people, seeds and shares of labels.</summary>
    public const string Virtual = "virtual-2000";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Demo, Virtual, Paper];

    /// <summary>The text of a study.</summary>
    public static string Text(string name)
    {
        var resource = $"EcgCmrNative.Cli.Studies.{name}.json";
        using var stream = typeof(ShippedStudies).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not in the program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A study by its name or file.</summary>
    /// <exception cref="IOException">There is no such study, or it is invalid.</exception>
    public static StudyDefinition Read(string nameOrFile)
    {
        if (Names.Contains(nameOrFile)) return StudyDefinition.Parse(nameOrFile, Text(nameOrFile));
        return File.Exists(nameOrFile)
            ? StudyDefinition.Parse(nameOrFile, FileSystem.Disk.ReadText(nameOrFile))
            : throw new FileNotFoundException(
                $"{nameOrFile}: there is no such file, and no such study; those that come with the program are "
                + string.Join(", ", Names));
    }
}
