namespace EcgCmrNative.Kernels.Vectors;

/// <summary>
/// The few operations that an elementary function is made of, on vectors of one width, so that its formula is written once.
/// <typeparamref name="TVector"/> is the bare hardware vector; the calls vanish when compiled.
/// </summary>
internal interface ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Number of lanes.</summary>
    static abstract int Lanes { get; }

    /// <summary>The floats at an address; no alignment is needed.</summary>
    static abstract unsafe TVector Load(float* source);

    /// <summary>Writes the lanes to an address; no alignment is needed.</summary>
    static abstract unsafe void Store(TVector value, float* destination);

    /// <summary>All lanes equal to <paramref name="value"/>.</summary>
    static abstract TVector Create(float value);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a - b.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a · b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>√a, correctly rounded.</summary>
    static abstract TVector Sqrt(TVector a);

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The value between the bounds; NaN stays NaN.</summary>
    static abstract TVector Clamp(TVector value, TVector lowest, TVector highest);

    /// <summary>|value|.</summary>
    static abstract TVector Abs(TVector value);

    /// <summary>The magnitude of one value with the sign of another.</summary>
    static abstract TVector CopySign(TVector value, TVector sign);

    /// <summary>Lane by lane <paramref name="below"/> where a is less than b, else (also for NaN) <paramref name="otherwise"/>.</summary>
    static abstract TVector SelectLess(TVector a, TVector b, TVector below, TVector otherwise);

    /// <summary>The greater of both; either where one is NaN.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The greatest of the lanes; any of them where one is NaN.</summary>
    static abstract float MaxAcross(TVector value);

    /// <summary>The sum of the lanes.</summary>
    static abstract float Sum(TVector value);

    /// <summary>The nearest whole number.</summary>
    static abstract TVector Round(TVector value);

    /// <summary>a · 2^n for whole n from -200 to 200; overflow gives infinity, underflow rounds through the subnormals.</summary>
    static abstract TVector Scale(TVector a, TVector n);
}
