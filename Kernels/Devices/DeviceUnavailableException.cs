namespace EcgCmrNative.Kernels.Devices;

/// <summary>A device that was asked for is not there or cannot be used.</summary>
public sealed class DeviceUnavailableException(string message) : Exception(message);
