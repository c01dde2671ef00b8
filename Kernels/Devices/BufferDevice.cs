using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>The device that a buffer belongs to.</summary>
public static class BufferDevice
{
    extension(DeviceBuffer buffer)
    {
        /// <summary>The device whose memory this is.</summary>
        public Device Device => (Device)buffer.Pool.Source;
    }
}
