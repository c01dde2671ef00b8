using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using NUnit.Framework;
using Assembly = System.Reflection.Assembly;

namespace EcgCmrNative.Tests.Architecture;

/// <summary>
/// Holds the code to docs/architecture.md: which room may use which, no circle between the folders of a room, namespace = folder.
/// </summary>
public sealed partial class HouseTests
{
    /// <summary>Each room with the rooms that it may use.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Kernels"] = [],
        ["Engine"] = ["Kernels"],
        ["Data"] = [],
        ["Models"] = ["Engine", "Kernels", "Data"],
        ["Verification"] = ["Models", "Engine", "Kernels", "Data"],
        ["Cli"] = ["Verification", "Models", "Engine", "Kernels", "Data"],
        ["KernelCompiler"] = ["Kernels"],
        ["Benchmarks"] = ["Models", "Engine", "Kernels", "Data"],
    };

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Code =
        new(() => new ArchLoader().LoadAssemblies([.. Rooms.Keys.Select(Load)]).Build());

    [TestCaseSource(nameof(RoomNames))]
    public void Room_uses_only_the_rooms_below(string room)
    {
        var used = Load(room).GetReferencedAssemblies().Select(assembly => assembly.Name!).ToArray();
        var rooms = used.Where(name => name.StartsWith("EcgCmrNative.", StringComparison.Ordinal)).Select(name => name.Split('.')[1]);
        Assert.That(rooms, Is.SubsetOf(Rooms[room]));
        if (room != "KernelCompiler") Assert.That(used, Has.None.StartsWith("ILGPU"), "kernels are compiled ahead of time");
    }

    /// <remarks>
    /// In a room, its own files count as one folder. Deeper down, the files of a folder and its subfolders are one unit, which uses
    /// itself both ways.
    /// </remarks>
    [TestCaseSource(nameof(RoomNames))]
    public void Folders_of_a_room_form_no_circle(string room)
    {
        var uses = new Dictionary<string, FolderUses>(StringComparer.Ordinal);
        foreach (var type in Code.Value.Types.Where(type => IsIn(type, room)))
        {
            foreach (var dependency in type.Dependencies.Where(dependency => IsIn(dependency.Target, room)))
            {
                if (WhereTheyPart(FoldersOf(type), FoldersOf(dependency.Target)) is not var (parent, from, to)) continue;
                if (!uses.TryGetValue(parent, out var siblings)) uses[parent] = siblings = new FolderUses();
                siblings.Add(from, to, $"{type.Name} uses {dependency.Target.Name}");
            }
        }
        Assert.That(uses.Values.Select(siblings => siblings.FindCircle()), Is.All.Null);
    }

    [Test]
    public void Every_namespace_is_the_folder()
    {
        var elsewhere =
            from path in Directory.EnumerateFiles(Checkout.Root, "*.cs", SearchOption.AllDirectories)
            let parts = Path.GetRelativePath(Checkout.Root, path).Split(Path.DirectorySeparatorChar)
            where !parts.Contains("bin") && !parts.Contains("obj")
            let declared = NamespaceLine().Match(File.ReadAllText(path)).Groups[1].Value
            let expected = string.Join('.', parts.SkipWhile(part => part == "Tools").SkipLast(1).Prepend("EcgCmrNative"))
            where declared.Length > 0 && declared != expected
            select $"{string.Join('/', parts)}: namespace {declared}, expected {expected}";
        Assert.That(elsewhere, Is.Empty);
    }

    /// <summary>A library speaks of properties and parameters. The options of a command line are named where they are.</summary>
    [TestCase("Kernels")]
    [TestCase("Engine")]
    [TestCase("Data")]
    [TestCase("Models")]
    public void No_text_of_a_library_names_an_option(string room)
    {
        var lines =
            from path in Directory.EnumerateFiles(Path.Combine(Checkout.Root, room), "*.cs", SearchOption.AllDirectories)
            let parts = Path.GetRelativePath(Checkout.Root, path).Split(Path.DirectorySeparatorChar)
            where !parts.Contains("bin") && !parts.Contains("obj")
            from line in File.ReadLines(path)
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && OptionInText().IsMatch(line)
            select $"{string.Join('/', parts)}: {line.Trim()}";
        Assert.That(lines, Is.Empty);
    }

    [TestCase("""throw new ArgumentException($"use another --seed");""", true)]
    [TestCase(""" + "(--labels)" """, true)]
    [TestCase("""  "--seed" """, true)]
    [TestCase(""" "gdcmconv --raw does it" """, false)]
    [TestCase(""" count = count --rest; """, false)]
    public void An_option_in_a_text_is_recognised(string line, bool isOption) =>
        Assert.That(OptionInText().IsMatch(line), Is.EqualTo(isOption));

    private static IEnumerable<string> RoomNames() => Rooms.Keys;

    private static Assembly Load(string room) => Assembly.Load(room == "Cli" ? "ecgcmr" : $"EcgCmrNative.{room}");

    // Type parameters have no namespace.
    private static bool IsIn(IType type, string room) => type.Namespace is { } place
        && (place.FullName + '.').StartsWith($"EcgCmrNative.{room}.", StringComparison.Ordinal);

    // The folders below the project's, the outermost (the room) first.
    private static string[] FoldersOf(IType type) => type.Namespace.FullName.Split('.')[1..];

    // The deepest folder that holds both, and the two folders below it; null if one of the two lies inside the other, below a room.
    private static (string Parent, string From, string To)? WhereTheyPart(string[] from, string[] to)
    {
        var shared = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
        if (shared == Math.Max(from.Length, to.Length) || (shared > 1 && shared == Math.Min(from.Length, to.Length))) return null;
        var parent = string.Concat(from.Take(shared).Select(folder => folder + '/'));
        return (parent, Child(from), Child(to));

        string Child(string[] folders) => parent + (shared < folders.Length ? folders[shared] + '/' : "");
    }

    // The options of other programs, such as gdcmconv's, are not ours.
    [GeneratedRegex(@"""(?:[^""]*[\s('])?(?<!gdcmconv )--[a-z]")]
    private static partial Regex OptionInText();

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
