using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>Where to compute: <c>--device</c> and <c>--threads</c>, the same for every command that computes.</summary>
internal sealed class DeviceOptions
{
    private readonly Option<string> _device = new("--device")
    {
        Description = "Where to compute; ecgcmr devices lists what there is.",
        HelpName = "cpu|reference|opencl|cuda",
        DefaultValueFactory = _ => "cpu",
    };

    /// <summary>Adds both to a command.</summary>
    public DeviceOptions(Command command)
    {
        _device.Validators.Add(CheckName);
        command.Add(_device);
        command.Add(Threads);
        command.Validators.Add(result =>
        {
            if (result.GetResult(Threads) is { Implicit: false } && result.GetResult(_device) is { Implicit: false, Errors: var errors }
                && !errors.Any() && result.GetValue(_device) != "cpu")
                result.AddError($"--threads is for --device cpu, not {result.GetValue(_device)}");
        });
    }

    /// <summary>The threads of a command.</summary>
    public Option<int> Threads { get; } = ThreadsOption();

    /// <summary>Opens the device.</summary>
    /// <exception cref="DeviceUnavailableException">It cannot be used here; the message says why.</exception>
    public Device Open(ParseResult line) => DeviceCatalog.Open(line.GetRequiredValue(_device), line.GetValue(Threads));

    /// <summary>A <c>--threads</c> for a command that computes on no device.</summary>
    public static Option<int> ThreadsOption()
    {
        var option = new Option<int>("--threads")
        {
            Description = "Threads; 0 is one per processor. Results do not depend on it.",
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var threads) && threads is < 0 or > 1024)
                result.AddError($"--threads {threads}: from 0 to 1024");
        });
        return option;
    }

    private static void CheckName(OptionResult result)
    {
        if (result.Implicit || result.Tokens.Count != 1) return;
        if (DeviceCatalog.WhyUnknown(result.Tokens[0].Value) is { } reason) result.AddError(reason);
    }
}
