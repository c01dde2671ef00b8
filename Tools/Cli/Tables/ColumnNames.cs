using EcgCmrNative.Data.Formats.Tables;

namespace EcgCmrNative.Cli.Tables;

/// <summary>Names of columns, some of which are those of labels.</summary>
internal static class ColumnNames
{
    /// <summary>The columns, the later of two with one name renamed: <c>quality</c>, <c>quality_2</c>.</summary>
    public static IReadOnlyList<TableColumn> Distinct(IReadOnlyList<TableColumn> columns)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. columns.Select(column =>
            {
                var name = column.Name;
                for (var i = 2; !taken.Add(name); i++) name = $"{column.Name}_{i}";
                return column with { Name = name };
            }),
        ];
    }
}
