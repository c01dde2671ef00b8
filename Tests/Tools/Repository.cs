using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find(TestContext.CurrentContext.TestDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "EcgCmrNative.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
