using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Kernels.Devices;
using Spectre.Console;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr devices</c>.</summary>
internal sealed class DevicesCommand : ToolCommand
{
    private readonly Option<int> _threads = DeviceOptions.ThreadsOption();

    public DevicesCommand() : base("devices", "List the devices of this machine. Shows why a device cannot be used.", "ecgcmr devices") =>
        Add(OptionGroup.Device, _threads);

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var table = Cell.Table("--device", "what it is", "usable");
        foreach (var entry in DeviceCatalog.List(line.GetValue(_threads)))
            table.AddRow(
                Cell.Text(entry.Name), Cell.Text(entry.Description),
                entry.WhyNot is { } reason ? Cell.Bad($"no: {reason}") : Cell.Good("yes"));
        terminal.Write(table);
        return ExitCode.Success;
    }
}
