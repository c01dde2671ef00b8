using System.Text;
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
    [TestCase("a,b\r\n\r\n1,x\"y\r\n", "line 3: a quotation mark inside an unquoted field")]
    [TestCase("a,b\r1,2\r3,x\"y\r", "line 3: a quotation mark inside an unquoted field")]
    [TestCase("a,b\n\"1\n\n\",2\n3,x\"y\n", "line 5: a quotation mark inside an unquoted field")]
    [TestCase("a,b\n1,\"2\n3,4\n", "line 2: a quotation mark is never closed")]
    [TestCase("a,\"b\n1,2\n", "line 1: a quotation mark is never closed")]
    [TestCase("a,b\n1,\"x\"y\n", "line 2: text follows the closing quotation mark")]
    [TestCase("a,b\n1,2,3\n", "line 2: 3 fields")]
    [TestCase("a,b\n1,\0\n", "line 2: a null byte")]
    public void RefusesWithLineAndReason(string text, string reason) =>
        Assert.That(() => Read(text), Throws.TypeOf<DataFormatException>().With.Message.Contains(reason));

    [Test]
    public void ReadsEmptyFieldsAndAnyMixtureOfLineEnds()
    {
        var table = Read("a,b,c\r1,,\n\r\n,\"\",2\r\n\n3,\"x\"\"y\",");

        var rows = Enumerable.Range(0, table.RowCount).Select(row => Enumerable.Range(0, 3).Select(column => table.Text(row, column)));
        Assert.That(rows, Is.EqualTo(new[] { new[] { "1", "", "" }, ["", "", "2"], ["3", "x\"y", ""] }));
    }

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("utf-16BE")]
    [TestCase("utf-32")]
    [TestCase("latin1", Description = "has no byte order mark")]
    public void ReadsTheEncodingsOfSpreadsheets(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("größe;b\n1;ü\n")];
        var table = CsvTable.Read("t.csv", new MemoryFileSystem { ["t.csv"] = bytes });

        Assert.That((table.Columns[0], table.Text(0, 1)), Is.EqualTo(("größe", "ü")));
    }

    [Test]
    public void AMessageRepeatsOnlyTheBeginningOfALongName() =>
        Assert.That(
            () => Read(new string('n', 100_000) + ",b\n").Column("c"),
            Throws.TypeOf<DataFormatException>().With.Message.Length.LessThan(200));

    [Test]
    public void ManySmallRowsCostAFewTimesTheFile()
    {
        var files = new MemoryFileSystem { ["t.csv"] = [.. Enumerable.Repeat("a,1\n"u8.ToArray(), 250_000).SelectMany(row => row)] };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var table = CsvTable.Read("t.csv", files);
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.That((table.RowCount, table.Text(249_998, 0)), Is.EqualTo((249_999, "a")));
        Assert.That(taken, Is.LessThan(12 * 1_000_000));
    }

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
