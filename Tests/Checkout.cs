using System.Runtime.CompilerServices;

namespace EcgCmrNative.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Checkout
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Path.GetDirectoryName(Path.GetDirectoryName(Source()))!;

    private static string Source([CallerFilePath] string path = "") => path;
}
