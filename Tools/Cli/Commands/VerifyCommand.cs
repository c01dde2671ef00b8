using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Verification;
using Spectre.Console;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr verify</c>.</summary>
internal sealed class VerifyCommand : ToolCommand
{
    private const int FailuresShown = 10;

    private readonly Argument<string> _folder = new("DIR") { Description = "Read the fixtures (*.safetensors) of this folder." };
    private readonly DeviceOptions _device;

    public VerifyCommand() : base(
        "verify",
        "Compare the program with the reference values of a folder of fixtures.",
        "ecgcmr verify Tests/Fixtures --device reference")
    {
        Add(_folder);
        _device = new DeviceOptions(this);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        using var device = _device.Open(line);
        var folder = line.GetRequiredValue(_folder);
        var results = ProgressDisplay.Run(terminal, "verify", progress =>
        {
            var done = new List<VerificationResult>();
            foreach (var result in FixtureVerifier.Run(folder, device))
            {
                done.Add(result);
                progress.Report(0, $"{done.Count} cases done, the last {result.Case}");
                cancellation.ThrowIfCancellationRequested();
            }
            return done;
        });
        if (results.Count == 0) throw new FileNotFoundException($"{folder}: no *.safetensors files found");
        terminal.Write(TableOf(results));
        foreach (var result in results)
        {
            if (result.Remark is not null) terminal.Write($"  {result.Case}: {result.Remark}");
            if (result.Verdict != Verdict.Failed) continue;
            foreach (var array in result.Entries.Where(array => !array.Passed).Take(FailuresShown))
                terminal.Write($"  {result.Case}: {array.Name}: relative error {array.Error:0.0E+00}, allowed {array.Tolerance:0.0E+00}");
        }
        var failed = Count(results, Verdict.Failed);
        terminal.Write($"{results.Count} cases on {device.Name}: {Count(results, Verdict.Passed)} passed, {failed} failed, "
            + $"{Count(results, Verdict.IllConditioned)} ill-conditioned, {Count(results, Verdict.NotCovered)} not covered");
        return failed == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static Table TableOf(IEnumerable<VerificationResult> results)
    {
        var table = Cell.Table(
            "case", "arrays", "largest relative error", "tolerance", "seconds", "verdict", "where");
        foreach (var result in results)
        {
            var worst = result.Worst;
            table.AddRow(
                Cell.Text(result.Case),
                worst is null ? Cell.Text("") : Cell.Whole(result.Entries.Count),
                Cell.Small(worst?.Error ?? double.NaN),
                Cell.Small(worst?.Tolerance ?? double.NaN),
                Cell.Right($"{result.Elapsed.TotalSeconds:F1}"),
                Show(result.Verdict),
                Cell.Text(result.Problem ?? worst?.Name));
        }
        return table;
    }

    private static int Count(List<VerificationResult> results, Verdict verdict) => results.Count(result => result.Verdict == verdict);

    private static Text Show(Verdict verdict) => verdict switch
    {
        Verdict.Passed => Cell.Good("passed"),
        Verdict.IllConditioned => Cell.Open("ill-conditioned"),
        Verdict.NotCovered => Cell.Open("not covered"),
        _ => Cell.Bad("FAILED"),
    };
}
