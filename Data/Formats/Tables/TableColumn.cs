namespace EcgCmrNative.Data.Formats.Tables;

/// <summary>The type of a column's values.</summary>
public enum ColumnKind
{
    /// <summary><see cref="string"/>.</summary>
    Text,

    /// <summary><see cref="long"/>.</summary>
    Whole,

    /// <summary><see cref="double"/>.</summary>
    Number,

    /// <summary><see cref="float"/>.</summary>
    Single,

    /// <summary>An array of <see cref="float"/>; never missing.</summary>
    Singles,
}

/// <summary>A column of a table that is written row by row. A value is of the type of its kind, or null if it is missing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The type of its values.</param>
public sealed record TableColumn(string Name, ColumnKind Kind);
