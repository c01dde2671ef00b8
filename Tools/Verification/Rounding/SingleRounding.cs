using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Verification.Rounding;

/// <summary>
/// Rounds what operators store to float32 while a device computes in float64. With <see cref="ReferenceDevice"/> this is float32 at its
/// best: each operator exact, and only what is kept between two of them rounded.
/// </summary>
public sealed class SingleRounding : StorageObserver
{
    /// <summary>From 1 to the next number that float32 holds.</summary>
    private const double Spacing = 1.0 / (1 << 23);

    private readonly StorageFeed? _leader;
    private readonly double _reach;

    private SingleRounding(StorageFeed? leader, double reach)
    {
        _leader = leader;
        _reach = reach;
    }

    /// <summary>Rounds to the nearest number.</summary>
    public static SingleRounding ToNearest() => new(leader: null, reach: 0);

    /// <summary>
    /// Rounds to what another computation stored in the same place, where that is within reach, else to the nearest number. So it decides
    /// as the other did where rounding decides: which ReLU near zero is open, which of two near equals is the maximum.
    /// </summary>
    /// <param name="leader">The other computation.</param>
    /// <param name="reach">How far that may be, in spacings of float32 at the number or at the array's root mean square.</param>
    public static SingleRounding Following(StorageFeed leader, double reach) => new(leader, reach);

    /// <summary>Rounds one number to the nearest.</summary>
    public static double Round(double value) => (float)value;

    /// <inheritdoc/>
    public override void Stored(BufferView values) => Round(values, values.IsAbsent ? null : _leader?.Next());

    /// <summary>Rounds one run of numbers that no other computation shows; nothing where it is absent.</summary>
    public void Round(BufferView values) => Round(values, led: null);

    private void Round(BufferView values, double[]? led)
    {
        if (values.IsAbsent) return;
        var exact = new double[values.Length];
        Device device = values.Buffer.Device;
        device.Download(values, exact);
        if (led is not null && led.Length == exact.Length) Follow(exact, led);
        else
        {
            for (var i = 0; i < exact.Length; i++) exact[i] = Round(exact[i]);
        }
        device.Upload(exact, values);
    }

    private void Follow(double[] exact, double[] led)
    {
        var typical = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(exact) / exact.Length);
        for (var i = 0; i < exact.Length; i++)
        {
            var near = _reach * Spacing * Math.Max(Math.Abs(exact[i]), typical);
            exact[i] = Math.Abs(led[i] - exact[i]) <= near ? led[i] : Round(exact[i]);
        }
    }
}
