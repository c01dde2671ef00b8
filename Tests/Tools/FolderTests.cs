using System.Text.RegularExpressions;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>The folders of the command line are floors: each uses those below it alone.</summary>
public sealed partial class FolderTests
{
    /// <summary>From the ground up; the files beside the folders put all together.</summary>
    private static readonly string[] Floors = ["Display", "Drawing", "CommandLine", "Options", "Views", "Runs", "Reports", "Commands"];

    private static readonly string Room = Path.Combine(Repository.Folder, "Tools", "Cli");

    [Test]
    public void EveryFolderIsAFloor() => Assert.That(
        Directory.GetDirectories(Room).Select(folder => Path.GetFileName(folder)).Except(["bin", "obj"]), Is.EquivalentTo(Floors));

    [TestCaseSource(nameof(Floors))]
    public void AFloorUsesThoseBelowIt(string floor)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Room, floor), "*.cs"))
        {
            var text = File.ReadAllText(file);
            Assert.That(text, Does.Contain($"namespace EcgCmrNative.Cli.{floor};"), file);
            Assert.That(text, Does.Not.Contain("EcgcmrCommandLine"), file);
            var used = Arrow().Matches(text).Select(match => match.Groups[1].Value);
            Assert.That(used, Is.SubsetOf(Floors.TakeWhile(below => below != floor)), file);
        }
    }

    [GeneratedRegex(@"^using EcgCmrNative\.Cli\.(\w+);", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
