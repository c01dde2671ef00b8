using EcgCmrNative.Cli.Display;
using EcgCmrNative.Models.Evaluation.Reconstruction;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>How well masked parts were reconstructed, on the terminal, with a verdict.</summary>
internal static class ScoreView
{
    public static void Write(Terminal terminal, ReconstructionReport score)
    {
        var table = Cell.Table("on masked samples", "mean NCC masked", "95 % interval");
        foreach (var method in score.Methods.Concat(score.Differences))
            table.AddRow(
                Cell.Text(method.Name), Cell.Right($"{method.Ncc.Value:F3}"),
                Cell.Right(IntervalText.Of(method.Ncc.Low, method.Ncc.High, "F3")));
        terminal.Write(table);
        VerdictText.Write(terminal, [VerdictText.Of(score)]);
    }
}
