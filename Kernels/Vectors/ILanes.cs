namespace EcgCmrNative.Kernels.Vectors;

/// <summary>
/// A hardware vector of float32, or a single one for what is left at the end of an array, with operators: a kernel is written once,
/// reads like its formula, and is compiled for each width.
/// </summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes equal to <paramref name="value"/>.</summary>
    static abstract TSelf All(float value);

    /// <summary>The numbers at <paramref name="source"/>; no alignment needed.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a · b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>√a, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>Lane by lane <paramref name="yes"/> where x &gt; 0, else <paramref name="no"/>, also where x is NaN.</summary>
    static abstract TSelf WherePositive(TSelf x, TSelf yes, TSelf no);

    /// <summary>Lane by lane 0 where x is finite, 1 where it is NaN or infinite.</summary>
    static abstract TSelf NonFinite(TSelf x);

    /// <summary>e^a.</summary>
    static abstract TSelf Exp(TSelf a);

    /// <summary>The error function.</summary>
    static abstract TSelf Erf(TSelf a);

    /// <summary>The sum of the lanes.</summary>
    static abstract float Sum(TSelf a);

    /// <summary>Writes the numbers to <paramref name="destination"/>; no alignment needed.</summary>
    void Store(float* destination);
}
