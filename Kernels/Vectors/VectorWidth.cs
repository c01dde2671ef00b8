using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcgCmrNative.Kernels.Vectors;

/// <summary>Makes something that is compiled for a width of vectors.</summary>
/// <typeparam name="TResult">What is made.</typeparam>
internal interface ILaneChoice<out TResult>
{
    /// <summary>Makes it for one width.</summary>
    TResult For<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes>;
}

/// <summary>A loop over neighbouring elements in vectors of one width.</summary>
internal interface ILaneLoop
{
    /// <summary>
    /// Does whole vectors from <paramref name="first"/> on and returns the first element that does not fill one any more.
    /// </summary>
    long Run<TLanes>(long first, long end)
        where TLanes : unmanaged, ILanes<TLanes>;
}

/// <summary>The only code that depends on the vector width of the machine. The conditions are constants to the compiler.</summary>
internal static class VectorWidth
{
    /// <summary>Bits of the widest vectors.</summary>
    public static int Bits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 32;

    /// <summary>Makes something for the widest vectors; without vectors, for 128 bits in software.</summary>
    /// <param name="choice">What to make.</param>
    public static TResult Widest<TResult>(ILaneChoice<TResult> choice) => Of(Math.Max(Bits, 128), choice);

    /// <summary>Makes something for a width of 128, 256 or 512 bits; widths that the machine does not have run in software.</summary>
    /// <param name="bits">The width.</param>
    /// <param name="choice">What to make.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another width.</exception>
    public static TResult Of<TResult>(int bits, ILaneChoice<TResult> choice) => bits switch
    {
        512 => choice.For<Lanes512>(),
        256 => choice.For<Lanes256>(),
        128 => choice.For<Lanes128>(),
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "the vector width must be 128, 256 or 512 bits"),
    };

    /// <summary>Runs a loop in the widest vectors and the remainder in narrower ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cascade<TLoop>(long first, long end, ref TLoop loop)
        where TLoop : struct, ILaneLoop
    {
        if (Vector512.IsHardwareAccelerated && end - first >= Lanes512.Count) first = loop.Run<Lanes512>(first, end);
        if (Vector256.IsHardwareAccelerated && end - first >= Lanes256.Count) first = loop.Run<Lanes256>(first, end);
        if (Vector128.IsHardwareAccelerated && end - first >= Lanes128.Count) first = loop.Run<Lanes128>(first, end);
        if (first < end) loop.Run<Lanes1>(first, end);
    }
}
