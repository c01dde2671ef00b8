using NUnit.Framework;

namespace EcgCmrNative.Tests.Architecture;

public sealed class FolderUsesTests
{
    [Test]
    public void Circle_over_three_folders_is_described()
    {
        var uses = new FolderUses();
        uses.Add("A/", "B/", "a uses b");
        uses.Add("B/", "C/", "b uses c");
        uses.Add("C/", "A/", "c uses a");
        Assert.That(uses.FindCircle(), Is.EqualTo("A/ -> B/: a uses b\nB/ -> C/: b uses c\nC/ -> A/: c uses a"));
    }

    [Test]
    public void Two_ways_to_one_folder_are_no_circle()
    {
        var uses = new FolderUses();
        uses.Add("A/", "B/", "");
        uses.Add("A/", "C/", "");
        uses.Add("B/", "D/", "");
        uses.Add("C/", "D/", "");
        Assert.That(uses.FindCircle(), Is.Null);
    }
}
