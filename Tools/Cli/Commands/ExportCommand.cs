using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr export</c>.</summary>
internal sealed class ExportCommand : ToolCommand
{
    private readonly Option<string> _weights = ToolOption.Required(
        "--weights", Values.Text("RUN|FILE"), "Export the encoders of this run (its best epoch) or checkpoint.");

    private readonly Option<string> _out = ToolOption.Required("--out", Values.Text("DIR"), "Write the files to this folder.");

    private readonly Option<bool> _keep = ToolOption.Switch(
        "--keep-fc-norm", "Keep the layer norm after the pooling; the published tool drops it.");

    private readonly Option<bool> _safeTensors = ToolOption.Switch("--safetensors", "Write .safetensors instead of PyTorch's .pth.");

    private readonly OutputFiles _outputs;

    public ExportCommand() : base(
        "export",
        "Write encoders as PyTorch weights. The files are signal_encoder.pth and image_encoder.pth, in the layout of the "
        + "published weights.",
        "ecgcmr export --weights demo/model.safetensors --out weights")
    {
        Add(OptionGroup.Encoders, _weights);
        Add(OptionGroup.Output, _out, _keep, _safeTensors);
        _outputs = new OutputFiles(this);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var target = line.GetRequiredValue(_out);
        if (File.Exists(target)) throw new IOException($"{target}: is a file; specify a folder");
        using var folder = new OutputFolder(target);
        var checkpoint = CheckpointFormat.WeightsAt(line.GetRequiredValue(_weights));
        var names = PublishedExport.FileNames(line.GetValue(_safeTensors));
        _outputs.Check(line, [checkpoint], names.Select(name => Path.Combine(target, name)));
        AssumedInput.Say(terminal, checkpoint);
        foreach (var file in PublishedExport.Write(
            checkpoint, target, line.GetValue(_keep), line.GetValue(_safeTensors)))
            terminal.Write($"{file}: from {checkpoint}");
        folder.Keep();
        return ExitCode.Success;
    }
}
