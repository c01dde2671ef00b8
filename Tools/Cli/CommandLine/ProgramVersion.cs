using System.Reflection;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>The version of this program, and the commit if the build states it.</summary>
internal static class ProgramVersion
{
    private const int Digits = 12;

    private static readonly string[] Parts =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2);

    /// <summary>Such as 0.1.0.</summary>
    public static string Number => Parts[0];

    /// <summary>The first digits of the commit; null if the program was not built from a repository.</summary>
    public static string? Commit => Parts.Length > 1 ? Parts[1][..Math.Min(Parts[1].Length, Digits)] : null;

    /// <summary>Both: 0.1.0+0123456789ab.</summary>
    public static string Text => Commit is null ? Number : $"{Number}+{Commit}";
}
