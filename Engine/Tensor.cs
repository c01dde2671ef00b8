using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Engine;

/// <summary>
/// Numbers on a device with a shape: contiguous, row-major. The output of an operator belongs to the innermost <see cref="TensorScope"/> (a
/// <see cref="Tape"/> is one). Its memory is freed when the scope has ended and no backward pass needs it any more. A tensor created
/// outside a scope is freed by the garbage collector.
/// </summary>
public class Tensor
{
    private readonly DeviceBuffer _buffer;
    private DeviceBuffer? _gradient;
    private int _holders = 1;

    /// <summary>Wraps a buffer with the number of elements of the shape and takes over one reference to it.</summary>
    internal Tensor(Shape shape, DeviceBuffer buffer)
    {
        Shape = shape;
        _buffer = buffer;
    }

    /// <summary>The sizes of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The device of the numbers.</summary>
    public Device Device => _buffer.Device;

    /// <summary>A name for messages; parameters have the one of the published state dictionary.</summary>
    public string? Name { get; init; }

    /// <summary>The memory of the numbers, for the device's kernels.</summary>
    /// <exception cref="ObjectDisposedException">The tape or scope that owned them has ended.</exception>
    public BufferView Data
    {
        get
        {
            ObjectDisposedException.ThrowIf(_holders <= 0, this);
            return _buffer.View;
        }
    }

    /// <summary>True if a backward pass computes a gradient for this tensor.</summary>
    public bool RequiresGradient { get; protected internal set; }

    /// <summary>
    /// The gradient that the last backward pass left here: that of a <see cref="Parameter"/>, or of a tensor made
    /// by <see cref="TrackGradient"/>.
    /// </summary>
    public BufferView Gradient => _gradient?.View ?? default;

    /// <summary>The operator that made this tensor while a tape was recording.</summary>
    internal Operator? Producer { get; set; }

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(Device device, Shape shape) => Filled(device, shape, 0);

    /// <summary>A tensor of one number.</summary>
    public static Tensor Filled(Device device, Shape shape, double value)
    {
        var tensor = Uninitialized(device, shape);
        device.Elementwise.Fill(tensor.Data, value);
        return tensor;
    }

    /// <summary>A tensor with the given numbers, row-major.</summary>
    /// <exception cref="ShapeException">The number of values does not match the shape.</exception>
    public static Tensor From(Device device, Shape shape, ReadOnlySpan<float> values)
    {
        var tensor = Uninitialized(device, RequireCount(shape, values.Length));
        device.Upload(values, tensor.Data);
        return tensor;
    }

    /// <inheritdoc cref="From(Device, Shape, ReadOnlySpan{float})"/>
    public static Tensor From(Device device, Shape shape, ReadOnlySpan<double> values)
    {
        var tensor = Uninitialized(device, RequireCount(shape, values.Length));
        device.Upload(values, tensor.Data);
        return tensor;
    }

    /// <summary>A tensor of indices.</summary>
    /// <exception cref="ShapeException">The number of values does not match the shape.</exception>
    public static Tensor FromIndices(Device device, Shape shape, ReadOnlySpan<int> values)
    {
        var tensor = Uninitialized(device, RequireCount(shape, values.Length), ElementKind.Int32);
        device.Upload(values, tensor.Data);
        return tensor;
    }

    /// <summary>The numbers as an array, row-major; waits for the device.</summary>
    public float[] ToSingles()
    {
        var values = new float[Shape.Count];
        Device.Download(Data, values);
        return values;
    }

    /// <inheritdoc cref="ToSingles"/>
    public double[] ToDoubles()
    {
        var values = new double[Shape.Count];
        Device.Download(Data, values);
        return values;
    }

    /// <summary>The single number of a scalar; waits for the device.</summary>
    /// <exception cref="ShapeException">The tensor does not hold exactly one number.</exception>
    public double Item()
    {
        ShapeException.Require("item", Shape.Count == 1, $"expected one number, got a tensor of shape {Shape}");
        Span<double> value = stackalloc double[1];
        Device.Download(Data, value);
        return value[0];
    }

    /// <summary>Makes backward passes store the gradient here, as for parameters; e.g. to explain an input.</summary>
    public Tensor TrackGradient()
    {
        RequiresGradient = true;
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name ?? "tensor"} {Shape} on {Device}";

    /// <summary>A tensor for a kernel to write, in the current scope; until then its numbers are arbitrary.</summary>
    public static Tensor Uninitialized(Device device, Shape shape, ElementKind kind = ElementKind.Real) =>
        TensorScope.Adopt(new Tensor(shape, device.Allocate(shape.Count, kind)));

    /// <summary>A tensor that shares this one's memory.</summary>
    internal Tensor ShareAs(Shape shape) => Share(shape, Data.Buffer);

    /// <summary>A tensor over a shared buffer, in the current scope.</summary>
    internal static Tensor Share(Shape shape, DeviceBuffer buffer)
    {
        buffer.Retain();
        return TensorScope.Adopt(new Tensor(shape, buffer));
    }

    /// <summary>Adds a reference: from a scope, or from an operator's backward pass.</summary>
    internal void Hold()
    {
        ObjectDisposedException.ThrowIf(_holders <= 0, this);
        _holders++;
    }

    /// <summary>Removes a reference; the last one returns the memory to the pool.</summary>
    internal void LetGo()
    {
        if (--_holders == 0) _buffer.Release();
    }

    /// <summary>
    /// Where an operator's backward pass writes this tensor's gradient, as many numbers as the tensor has.
    /// </summary>
    /// <param name="accumulate">True if the kernel must add to the gradient, false if it must overwrite it.</param>
    public BufferView GradientSink(out bool accumulate)
    {
        accumulate = _gradient is not null && !GradientIsStale;
        if (_gradient is null)
        {
            _gradient = Device.Allocate(Shape.Count);
        }
        else if (!_gradient.IsUnshared)
        {
            // Another tensor shares this gradient buffer: use a separate one.
            var own = Device.Allocate(Shape.Count);
            if (accumulate) Device.Elementwise.Copy(_gradient.View, own.View);
            _gradient.Release();
            _gradient = own;
        }
        GradientIsStale = false;
        return _gradient.View;
    }

    /// <summary>Adds to this tensor's gradient; does nothing if it requires none.</summary>
    /// <param name="gradient">Of this tensor's shape.</param>
    /// <exception cref="ShapeException">The shape differs.</exception>
    public void ReceiveGradient(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ShapeException.Require("gradient", "the gradient", gradient.Shape, Shape);
        ReceiveGradient(gradient.Data);
    }

    /// <summary>As <see cref="ReceiveGradient(Tensor)"/>, without a copy if nothing else holds the buffer.</summary>
    /// <param name="gradient">As many numbers as the tensor has.</param>
    /// <exception cref="ShapeException">The number of elements differs.</exception>
    public void ReceiveGradient(BufferView gradient)
    {
        if (!RequiresGradient) return;
        ShapeException.Require(
            "gradient", gradient.Length == Shape.Count, $"got {gradient.Length} numbers for a tensor of shape {Shape}");
        if (gradient.Length > 0 && _gradient is null && Producer is not null && IsWhole(gradient) && gradient.Buffer.IsUnshared)
        {
            gradient.Buffer.Retain();
            _gradient = gradient.Buffer;
            return;
        }
        var sink = GradientSink(out var accumulate);
        if (accumulate) Device.Elementwise.Add(sink, gradient, sink);
        else Device.Elementwise.Copy(gradient, sink);
    }

    /// <summary>The next backward pass overwrites the gradient.</summary>
    internal bool GradientIsStale { get; set; }

    /// <summary>Frees the gradient's memory.</summary>
    internal void DropGradient()
    {
        _gradient?.Release();
        _gradient = null;
    }

    private bool IsWhole(BufferView view) =>
        view.Length == view.Buffer.Length && view.Buffer.Device == Device && view.Buffer.Kind == ElementKind.Real;

    private static Shape RequireCount(Shape shape, int count)
    {
        ShapeException.Require("tensor", shape.Count == count, $"{count} numbers do not fit shape {shape}");
        return shape;
    }
}
