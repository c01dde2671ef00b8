namespace EcgCmrNative.Data.Formats.Tables;

/// <summary>Writes a table row by row to a stream that need not seek.</summary>
public interface ITableWriter
{
    /// <summary>Writes a row.</summary>
    /// <param name="values">A value of each column, see <see cref="TableColumn"/>.</param>
    /// <exception cref="ArgumentException">
    /// There are more or fewer values than columns, or one is of another type than its column.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    void Add(params ReadOnlySpan<object?> values);

    /// <summary>Writes what is left; nothing may be added after it.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    void Finish();
}
