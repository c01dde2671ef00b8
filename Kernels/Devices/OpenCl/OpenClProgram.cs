using EcgCmrNative.Kernels.Launch;
using static EcgCmrNative.Kernels.Devices.OpenCl.OpenClLibrary;

namespace EcgCmrNative.Kernels.Devices.OpenCl;

/// <summary>Builds the compiled OpenCL C texts for a device.</summary>
internal static unsafe class OpenClProgram
{
    // The texts are OpenCL C 2.0, which a driver of OpenCL 3.0 may support only under the newer name.
    private static readonly string[] Versions = ["CL2.0", "CL3.0"];

    /// <summary>Builds a file of Kernels/Compiled.</summary>
    /// <returns>The program; the caller releases it.</returns>
    /// <exception cref="OpenClException">The driver cannot compile it; the message holds the build log.</exception>
    public static nint Build(nint context, nint device, string fileName)
    {
        var text = KernelLibrary.ReadBytes(fileName);
        var length = (nuint)text.Length;
        int error;
        nint program;
        fixed (byte* address = text)
        {
            var texts = address;
            program = clCreateProgramWithSource(context, 1, &texts, &length, &error);
        }
        OpenClException.ThrowIfFailed(error, nameof(clCreateProgramWithSource));
        foreach (var version in Versions)
        {
            error = clBuildProgram(program, 1, &device, $"-cl-std={version} -cl-mad-enable", 0, 0);
            if (error == 0) return program;
        }
        var log = BuildLog(program, device);
        clReleaseProgram(program);
        throw new OpenClException(error, $"{nameof(clBuildProgram)} of {fileName}", log);
    }

    /// <summary>Null if the device can build the texts, otherwise the reason. Builds one that uses shared memory.</summary>
    public static string? WhyNotBuildable(nint device)
    {
        int error;
        var context = clCreateContext(null, 1, &device, 0, 0, &error);
        if (error != 0) return new OpenClException(error, nameof(clCreateContext)).Message;
        try
        {
            clReleaseProgram(Build(context, device, "Reduction.cl"));
            return null;
        }
        catch (OpenClException exception)
        {
            return $"cannot build the kernels: {exception.Message}";
        }
        finally
        {
            clReleaseContext(context);
        }
    }
}
