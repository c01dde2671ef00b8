namespace EcgCmrNative.Kernels.Vectors;

/// <summary>
/// A vector of float32, or one float32 for the end of an array, with operators: a kernel is written once, reads like its formula
/// (<c>a * (b - c)</c>), and is compiled for each width. A number in a formula stands for a vector of this number.
/// </summary>
/// <typeparam name="TSelf">The vector.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The numbers at an address; no alignment needed.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Writes the numbers to an address; no alignment needed.</summary>
    void Store(float* destination);

    /// <summary>All lanes equal to a number.</summary>
    static abstract implicit operator TSelf(float value);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a · b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>A mask: all bits of a lane set where a &lt; b, none elsewhere and for NaN.</summary>
    static abstract TSelf operator <(TSelf a, TSelf b);

    /// <summary>The mask of a &gt; b.</summary>
    static abstract TSelf operator >(TSelf a, TSelf b);

    /// <summary>The mask of a ≤ b.</summary>
    static abstract TSelf operator <=(TSelf a, TSelf b);

    /// <summary>The mask of a ≥ b.</summary>
    static abstract TSelf operator >=(TSelf a, TSelf b);

    /// <summary>The bits that both have.</summary>
    static abstract TSelf operator &(TSelf a, TSelf b);

    /// <summary>The other bits.</summary>
    static abstract TSelf operator ~(TSelf a);

    /// <summary>The mask of lanes whose bits are equal: for int32 values, which a vector can carry but not add.</summary>
    static abstract TSelf SameBits(TSelf a, TSelf b);

    /// <summary>Lane by lane <paramref name="yes"/> where the mask is set, else <paramref name="no"/>.</summary>
    static abstract TSelf Where(TSelf mask, TSelf yes, TSelf no);

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>
    /// Adds a · b to this vector, rounded once where the machine can: for the sums of a loop. For <c>sum = MultiplyAdd(a, b, sum)</c> the
    /// compiler puts the result into the register of a and copies it back.
    /// </summary>
    void AddProduct(TSelf a, TSelf b);

    /// <summary>√a, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>|a|.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>The magnitude of one value with the sign of another.</summary>
    static abstract TSelf CopySign(TSelf value, TSelf sign);

    /// <summary>The greater of both; either if one is NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The value between the bounds; NaN stays NaN.</summary>
    static abstract TSelf Clamp(TSelf value, TSelf lowest, TSelf highest);

    /// <summary>The nearest whole number.</summary>
    static abstract TSelf Round(TSelf a);

    /// <summary>a · 2ⁿ for whole n from −200 to 200; overflow gives infinity, underflow rounds through the subnormals.</summary>
    static abstract TSelf Scale(TSelf a, TSelf n);

    /// <summary>The sum of the lanes.</summary>
    static abstract float Sum(TSelf a);

    /// <summary>The greatest of the lanes; any of them if one is NaN.</summary>
    static abstract float MaxAcross(TSelf a);
}
