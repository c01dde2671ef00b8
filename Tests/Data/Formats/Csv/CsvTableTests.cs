using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Csv;
using EcgCmrNative.Tests.Data.Files;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Csv;

internal sealed class CsvTableTests
{
    private static CsvTable Read(string text)
    {
        var files = new MemoryFileSystem();
        files.Add("t.csv", text);
        return CsvTable.Read("t.csv", files);
    }

    [TestCase("a,B\n1,\"x, \"\"y\"\"\"\n")]
    [TestCase("\uFEFFa;B\r\n1;\"x, \"\"y\"\"\"\r\n")]
    [TestCase("a\tB\n1\t\"x, \"\"y\"\"\"")]
    public void ReadsQuotesSeparatorsAndLineEnds(string text)
    {
        var table = Read(text);

        Assert.That(
            (table.RowCount, table.Number(0, table.Column("A")), table.Text(0, table.Column("b"))),
            Is.EqualTo((1, 1.0, "x, \"y\"")));
    }

    [TestCase("")]
    [TestCase("NaN")]
    [TestCase(" n/a ")]
    public void AnEmptyNumberIsNull(string field) => Assert.That(Read($"a,b\n{field},1\n").Number(0, 0), Is.Null);

    [TestCase("", "empty")]
    [TestCase("a,A\n", "two columns are named 'A'")]
    [TestCase("a,b\n1\n", "line 2: 1 fields, the first line names 2 columns")]
    [TestCase("a,b\n1,x\"y\n", "line 2: a quotation mark")]
    public void RefusesWithLineAndReason(string text, string reason) =>
        Assert.That(() => Read(text), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));

    [Test]
    public void NamesLineAndColumnOfWhatIsNoNumber() =>
        Assert.That(
            () => Read("a,b\n1,2\n1,two\n").Number(1, 1),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("line 3: 'two' in column 'b'"));

    [Test]
    public void ListsTheColumnsThatThereAre() =>
        Assert.That(() => Read("a,b\n").Column("c"), Throws.TypeOf<DataFormatException>().With.Message.Contains("the columns are a, b"));

    [Test]
    public void AnyBytesAreReadOrRefused() => Prop.ForAll((byte[] bytes) =>
    {
        // Mostly characters that mean something.
        var files = new MemoryFileSystem
        {
            ["t.csv"] = Array.ConvertAll(bytes, value => value < 200 ? (byte)"a,\"\n\r;"[value % 6] : value),
        };
        try
        {
            _ = CsvTable.Read("t.csv", files);
        }
        catch (DataFormatException)
        {
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
