using EcgCmrNative.Data.Formats.Parquet;
using EcgCmrNative.Data.Formats.Tables;
using NUnit.Framework;
using Parquet;
using Parquet.Schema;

namespace EcgCmrNative.Tests.Data.Formats.Parquet;

/// <summary>Files that are written are read by another implementation, Parquet.Net.</summary>
public sealed class ParquetTableWriterTests
{
    private static readonly TableColumn[] Columns =
    [
        new("row", ColumnKind.Whole), new("name, \"näme\"", ColumnKind.Text), new("x", ColumnKind.Number), new("y", ColumnKind.Single),
        new("embedding", ColumnKind.Singles),
    ];

    /// <summary>None, one, and more than a row group has.</summary>
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(20_000)]
    public async Task A_table_is_read_by_another_implementation(int rows)
    {
        using var stream = new MemoryStream();
        var writer = new ParquetTableWriter(stream, Columns);
        for (var i = 0; i < rows; i++) writer.Add((long)i, Name(i), X(i), (object?)Y(i), Embedding(i));
        writer.Finish();
        stream.Position = 0;
        await using var reader = await ParquetReader.CreateAsync(stream);
        var fields = reader.Schema.GetDataFields();
        Assert.That(fields.Select(field => field.Path.FirstPart), Is.EqualTo(Columns.Select(column => column.Name)));
        Assert.That(reader.RowGroupCount, Is.EqualTo((rows + 16_383) / 16_384));
        var first = 0;
        for (var g = 0; g < reader.RowGroupCount; g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            var count = (int)group.RowCount;
            int[] numbers = [.. Enumerable.Range(first, count)];
            Assert.That(await Read<long>(group, fields[0]), Is.EqualTo(numbers.Select(i => (long?)i)));
            var names = new string[count];
            await group.ReadAsync(fields[1], names);
            Assert.That(names, Is.EqualTo(numbers.Select(Name)));
            Assert.That(await Read<double>(group, fields[2]), Is.EqualTo(numbers.Select(X)));
            Assert.That(await Read<float>(group, fields[3]), Is.EqualTo(numbers.Select(Y)));
            first += count;
        }
        Assert.That(first, Is.EqualTo(rows));
    }

    [Test]
    public void Wrong_values_and_columns_are_refused()
    {
        var writer = new ParquetTableWriter(new MemoryStream(), Columns);
        Assert.That(() => writer.Add(1L, "a"), Throws.ArgumentException.With.Message.EqualTo("2 values for 5 columns"));
        Assert.That(
            () => writer.Add(1, "a", 1.0, 1f, Embedding(0)),
            Throws.ArgumentException.With.Message.EqualTo("column 'row' is Whole, not Int32"));
        Assert.That(
            () => new ParquetTableWriter(new MemoryStream(), [Columns[0], Columns[0]]),
            Throws.ArgumentException.With.Message.Contains("two columns are named 'row'"));
        Assert.That(() => new ParquetTableWriter(new MemoryStream(), []), Throws.ArgumentException);
    }

    private static async Task<T?[]> Read<T>(ParquetRowGroupReader group, DataField field) where T : struct
    {
        var values = new T?[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory());
        return values;
    }

    private static string? Name(int i) => i % 3 == 1 ? null : $"Müller {i}";

    private static double? X(int i) => i % 5 == 1 ? null : i / 3.0;

    private static float? Y(int i) => i % 2 == 1 ? null : (float)i;

    private static float[] Embedding(int i) => [i, i + 0.5f, -i];
}
