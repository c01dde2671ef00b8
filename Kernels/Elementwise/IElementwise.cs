using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Elementwise;

/// <summary>Arithmetic element by element. Every output may be the view of an input of the same length.</summary>
public interface IElementwise
{
    /// <summary>y = value.</summary>
    void Fill(BufferView y, double value);

    /// <summary>y = x.</summary>
    void Copy(BufferView x, BufferView y);

    /// <summary>y = a·x + b·y; with b = 0, y is not read.</summary>
    void AddScaled(double a, BufferView x, double b, BufferView y);

    /// <summary>y = x1 + x2.</summary>
    void Add(BufferView x1, BufferView x2, BufferView y);

    /// <summary>y (+)= x1 ∘ x2.</summary>
    void Multiply(BufferView x1, BufferView x2, BufferView y, bool accumulate);

    /// <summary>y = x1 / x2.</summary>
    void Divide(BufferView x1, BufferView x2, BufferView y);

    /// <summary>
    /// Adds a table to each of the blocks of x: y[i] = x[i] + table[i mod table length]. Serves a bias (table [columns])
    /// and a position embedding (table [tokens, width]). x's length is a multiple of the table's.
    /// </summary>
    void AddTable(BufferView x, BufferView table, BufferView y);

    /// <summary>
    /// Scales each of the runs of x by its own factor: y[i] (+)= x[i]·factor[i / run], run = length of x / number of factors.
    /// Serves drop path and per-row weights.
    /// </summary>
    void ScaleRuns(BufferView x, BufferView factors, BufferView y, bool accumulate);
}
