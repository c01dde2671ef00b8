using EcgCmrNative.Data.Formats.Csv;
using EcgCmrNative.Data.Formats.Tables;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Csv;

public sealed class CsvTableWriterTests
{
    private static readonly TableColumn[] Columns =
        [new("name", ColumnKind.Text), new("n", ColumnKind.Whole), new("x,y", ColumnKind.Number), new("s", ColumnKind.Single)];

    [Test]
    public void What_is_written_is_read()
    {
        using var folder = new TemporaryFolder();
        using (var text = new StreamWriter(folder["t.csv"]))
        {
            var writer = new CsvTableWriter(text, Columns);
            writer.Add("a \"b\",\nc", -3L, 1234.56789, 0.1f);
            writer.Add(null, null, null, null);
            writer.Add("plain", long.MaxValue, 1e-9, 16777216f);
            writer.Finish();
        }
        var table = CsvTable.Read(folder["t.csv"]);
        Assert.That(table.Columns, Is.EqualTo(["name", "n", "x,y", "s"]));
        Assert.That(table.Text(0, 0), Is.EqualTo("a \"b\",\nc"));
        Assert.That(
            (table.Number(0, 1), table.Number(0, 2), table.Number(0, 3)), Is.EqualTo(((double?)-3, (double?)1234.57, (double?)0.1)));
        Assert.That((table.Text(1, 0), table.Number(1, 2)), Is.EqualTo(("", (double?)null)));
        Assert.That((table.Number(2, 2), table.Text(2, 3)), Is.EqualTo(((double?)1e-9, "16777216")));
    }

    [Test]
    public void Wrong_values_and_columns_are_refused()
    {
        var writer = new CsvTableWriter(new StringWriter(), Columns);
        Assert.That(() => writer.Add("a"), Throws.ArgumentException.With.Message.EqualTo("1 values for 4 columns"));
        Assert.That(
            () => writer.Add("a", 1.5, 1.0, 1f), Throws.ArgumentException.With.Message.EqualTo("column 'n' is Whole, not Double"));
        Assert.That(
            () => new CsvTableWriter(new StringWriter(), [new("e", ColumnKind.Singles)]),
            Throws.ArgumentException.With.Message.Contains("several values per row"));
    }
}
