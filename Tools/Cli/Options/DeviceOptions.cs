using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Cli.Options;

/// <summary>Where to compute: <c>--device</c> and <c>--threads</c>, the same for every command that computes.</summary>
internal sealed class DeviceOptions
{
    private const string Cpu = "cpu";

    private static readonly string[] Kinds = [Cpu, "reference", "opencl", "cuda"];

    private readonly Option<string> _device = ToolOption.WithDefault(
        "--device", new ValueKind<string>(string.Join('|', Kinds), Parse, name => name),
        "Compute on this device; opencl:1 is the second OpenCL device. 'ecgcmr devices' lists all devices.", Cpu);

    private readonly Option<int> _threads = ThreadsOption();

    /// <summary>Adds both to a command.</summary>
    public DeviceOptions(ToolCommand command)
    {
        command.Add(OptionGroup.Device, _device, _threads);
        command.Check(line => line.IsGiven(_threads) && line.GetValue(_device) != Cpu
            ? $"--threads can only be used with --device cpu, not {line.GetValue(_device)}"
            : null);
    }

    /// <summary>Opens the device.</summary>
    /// <exception cref="DeviceUnavailableException">It cannot be used here; the message says why.</exception>
    public Device Open(ParseResult line) => DeviceCatalog.Open(line.GetRequiredValue(_device), line.GetValue(_threads));

    /// <summary>A <c>--threads</c> for a command that computes on no device.</summary>
    public static Option<int> ThreadsOption() => ToolOption.WithDefault(
        "--threads", Values.Whole("N", NumberRange.From(0, 1024)),
        "Use this many CPU threads; 0 is one per processor. Results do not depend on it.", 0);

    private static string? Parse(string word, out string name)
    {
        name = word;
        return DeviceCatalog.WhyUnknown(word) is { } reason ? reason + Suggestion.DidYouMean(word, Kinds) : null;
    }
}
