using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Recipes;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr export</c>.</summary>
internal sealed class ExportCommand : ToolCommand
{
    private readonly Option<string> _weights = new("--weights")
    {
        Description = "A run, for its best epoch, or a checkpoint.",
        HelpName = "RUN|FILE",
        Required = true,
    };

    private readonly Option<string> _out = new("--out") { Description = "Folder for the files.", HelpName = "DIR", Required = true };
    private readonly Option<bool> _keep = Setting.Switch(
        "--keep-fc-norm", "Keep the norm behind the pooling, which the published tool drops.");
    private readonly Option<bool> _safeTensors = Setting.Switch("--safetensors", "Write .safetensors in place of PyTorch's .pth.");

    public ExportCommand() : base(
        "export",
        "Writes encoders as the published weights are: signal_encoder.pth and image_encoder.pth, which PyTorch loads.",
        "ecgcmr export --weights demo/run --out weights")
    {
        foreach (var option in (Option[])[_weights, _out, _keep, _safeTensors]) Add(option);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var checkpoint = CheckpointFormat.WeightsAt(line.GetRequiredValue(_weights));
        foreach (var file in PublishedExport.Write(
            checkpoint, line.GetRequiredValue(_out), line.GetValue(_keep), line.GetValue(_safeTensors)))
            terminal.Write($"{file}: from {checkpoint}");
        return EcgcmrCommandLine.Success;
    }
}
