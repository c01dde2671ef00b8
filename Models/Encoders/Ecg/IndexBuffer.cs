using System.Buffers;
using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>Indices on their way to the device, in an array that is used again: a training step makes them without allocating.</summary>
internal readonly struct IndexBuffer(int count) : IDisposable
{
    private readonly int[] _indices = ArrayPool<int>.Shared.Rent(count);

    public int this[int i]
    {
        set => _indices[i] = value;
    }

    public Tensor ToTensor(Device device, params ReadOnlySpan<int> sizes) =>
        Tensor.FromIndices(device, new Shape(sizes), _indices.AsSpan(0, count));

    public void Dispose() => ArrayPool<int>.Shared.Return(_indices);
}
