using NUnit.Framework;

namespace EcgCmrNative.Tests;

/// <summary>Finds the folder of real recordings and reference values beside the checkout; tests that need it skip without it.</summary>
internal static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>The path of something in the shared folder, or a skipped test that says what is missing.</summary>
    public static string Require(params string[] parts)
    {
        if (Root is null) Assert.Ignore("needs the folder 'shared' beside the checkout (real recordings and reference values)");
        var path = Path.Combine([Root!, .. parts]);
        if (!Path.Exists(path)) Assert.Ignore($"needs shared/{string.Join('/', parts)}");
        return path;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "EcgCmrNative.sln"))) continue;
            var shared = Path.Combine(folder.FullName, "..", "shared");
            return Directory.Exists(shared) ? Path.GetFullPath(shared) : null;
        }
        return null;
    }
}
