namespace EcgCmrNative.Kernels.Devices;

/// <summary>The requested device does not exist or cannot be used.</summary>
public sealed class DeviceUnavailableException(string message) : Exception(message);
