using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using Spectre.Console;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr gradcheck</c>.</summary>
internal sealed class GradientCheckCommand : ToolCommand
{
    private readonly DeviceOptions _device;
    private readonly Option<ulong> _seed = SharedOptions.Seed(byDefault: 1);

    public GradientCheckCommand() : base(
        "gradcheck",
        "Check the gradients and kernels of every operator. Compares gradients with central differences in float64, and the output on a "
        + "device with that of the reference.",
        "ecgcmr gradcheck --device cpu")
    {
        _device = new DeviceOptions(this);
        Add(OptionGroup.Evaluation, _seed);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        using var device = _device.Open(line);
        var examples = OperatorCatalog.Examples;
        var seed = line.GetValue(_seed);
        var table = Cell.Table(
            "operator", "example", "gradient", "error on device", "tolerance", "device");
        var (failed, missing) = (0, 0);
        ProgressDisplay.Run(terminal, "gradcheck", progress =>
        {
            for (var i = 0; i < examples.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (name, example) = examples[i];
                var (gradient, gradientHolds) = CheckGradient(example, seed);
                var (error, verdict) = Compare(example, device, seed);
                if (!gradientHolds || verdict == Agreement.Differs) failed++;
                else if (verdict == Agreement.NoKernel) missing++;
                table.AddRow(
                    Cell.Text(name), Cell.Text(example.Name), gradient, Cell.Small(error), Cell.Small(example.Tolerance), Show(verdict));
                progress.Report(i + 1, examples.Count, "examples");
            }
        });
        terminal.Write(table);
        terminal.Write($"{examples.Count} examples on {device.Name}: {examples.Count - failed - missing} passed, {failed} failed"
            + (missing > 0 ? $"; {missing} have no kernel on this device" : ""));
        return failed == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static (Text Cell, bool Holds) CheckGradient(OperatorExample example, ulong seed)
    {
        if (example.SkipGradientCheck) return (Cell.Open("not smooth, skipped"), true);
        var result = GradientCheck.Run(example, seed);
        return result.Passed
            ? (Cell.Good("holds"), true)
            : (Cell.Bad($"{result.Where}: {result.Gradient:G6}, by differences {result.Numerical:G6}"), false);
    }

    private static (double Error, Agreement Verdict) Compare(OperatorExample example, Device device, ulong seed)
    {
        try
        {
            var error = DeviceComparison.Run(example, device, seed);
            return (error, error <= example.Tolerance ? Agreement.Agrees : Agreement.Differs);
        }
        catch (KernelNotSupportedException)
        {
            return (double.NaN, Agreement.NoKernel);
        }
    }

    private static Text Show(Agreement agreement) => agreement switch
    {
        Agreement.Agrees => Cell.Good("agrees"),
        Agreement.NoKernel => Cell.Open("no kernel"),
        _ => Cell.Bad("DIFFERS"),
    };

    private enum Agreement
    {
        Agrees,
        Differs,
        NoKernel,
    }
}
