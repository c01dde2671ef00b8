using System.Runtime.CompilerServices;

namespace EcgCmrNative.Kernels.Vectors;

/// <summary>Operators for the operations of <typeparamref name="TSimd"/>.</summary>
internal readonly unsafe struct Lanes<TSimd, TVector>(TVector value) : ILanes<Lanes<TSimd, TVector>>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private readonly TVector _value = value;

    public static int Count => TSimd.Lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> All(float value) => new(TSimd.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Load(float* source) => new(TSimd.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> operator +(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) =>
        new(TSimd.Add(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> operator -(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) =>
        new(TSimd.Subtract(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> operator *(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) =>
        new(TSimd.Multiply(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> operator /(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b) =>
        new(TSimd.Divide(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> MultiplyAdd(Lanes<TSimd, TVector> a, Lanes<TSimd, TVector> b, Lanes<TSimd, TVector> c) =>
        new(TSimd.MultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Sqrt(Lanes<TSimd, TVector> a) => new(TSimd.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Exp(Lanes<TSimd, TVector> a) => new(VectorMath.Exp<TSimd, TVector>(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> Erf(Lanes<TSimd, TVector> a) => new(VectorMath.Erf<TSimd, TVector>(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> WherePositive(Lanes<TSimd, TVector> x, Lanes<TSimd, TVector> yes, Lanes<TSimd, TVector> no) =>
        new(TSimd.SelectLess(TSimd.Create(0), x._value, yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<TSimd, TVector> NonFinite(Lanes<TSimd, TVector> x) =>
        new(TSimd.SelectLess(TSimd.Abs(x._value), TSimd.Create(float.PositiveInfinity), TSimd.Create(0), TSimd.Create(1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes<TSimd, TVector> a) => TSimd.Sum(a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => TSimd.Store(_value, destination);
}
