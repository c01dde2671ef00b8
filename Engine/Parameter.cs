using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine;

/// <summary>A tensor that training changes. It belongs to a module, not to a scope, and keeps its gradient from step to step.</summary>
public sealed class Parameter : Tensor
{
    /// <summary>Creates a parameter of zeros.</summary>
    /// <param name="device">Device of the parameter.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="trainable">False if it is stored with the model but never updated, e.g. a fixed position table.</param>
    public Parameter(Device device, Shape shape, bool trainable = true)
        : base(shape, device.Allocate(shape.Count))
    {
        RequiresGradient = trainable;
        device.Elementwise.Fill(Data, 0);
    }

    /// <summary>True for filters [out, height, width, in], which published files hold as [out, in, height, width].</summary>
    public bool IsChannelsLast { get; init; }

    /// <summary>Freezes the parameter, or makes it trainable again.</summary>
    public bool Trainable
    {
        get => RequiresGradient;
        set
        {
            RequiresGradient = value;
            if (!value) DropGradient();
        }
    }

    /// <summary>True if a backward pass has set the gradient since the last <see cref="ClearGradient"/>.</summary>
    public bool HasGradient => !Gradient.IsAbsent && !GradientIsStale;

    /// <summary>Clears the gradient; the next backward pass overwrites it in place.</summary>
    public void ClearGradient() => GradientIsStale = true;

    /// <summary>Sets the gradient, as a backward pass would.</summary>
    public void SetGradient(ReadOnlySpan<double> values) => Device.Upload(values, GradientSink(out _));

    /// <summary>Replaces the numbers.</summary>
    public void Set(ReadOnlySpan<float> values) => Device.Upload(values, Data);

    /// <inheritdoc cref="Set(ReadOnlySpan{float})"/>
    public void Set(ReadOnlySpan<double> values) => Device.Upload(values, Data);
}
