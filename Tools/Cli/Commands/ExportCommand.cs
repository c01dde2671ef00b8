using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr export</c>.</summary>
internal sealed class ExportCommand : ToolCommand
{
    private const string CardName = "model-card.md";

    private readonly Option<string> _weights = ToolOption.Required(
        "--weights", Values.Text("RUN|FILE"), "Export the encoders of this run (its best epoch) or checkpoint.");

    private readonly Option<string> _out = ToolOption.Required("--out", Values.Text("DIR"), "Write the files to this folder.");

    private readonly Option<bool> _keep = ToolOption.Switch(
        "--keep-fc-norm", "Keep the layer norm after the pooling; the published tool drops it.");

    private readonly Option<bool> _safeTensors = ToolOption.Switch("--safetensors", "Write .safetensors instead of PyTorch's .pth.");

    private readonly Option<bool> _card = ToolOption.Switch(
        "--card", "Write the card of a model file, or of that of a run of finetune, as Markdown instead: model-card.md.");

    private readonly OutputFiles _outputs;

    public ExportCommand() : base(
        "export",
        "Write encoders as PyTorch weights, or the card of a model file as Markdown. The weights are "
        + "signal_encoder.pth and image_encoder.pth, in the layout of the published weights.",
        "ecgcmr export --weights demo/model.safetensors --out weights")
    {
        Add(OptionGroup.Encoders, _weights);
        Add(OptionGroup.Output, _out, _card, _keep, _safeTensors);
        _outputs = new OutputFiles(this);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var target = line.GetRequiredValue(_out);
        if (File.Exists(target)) throw new IOException($"{target}: is a file; specify a folder");
        if (line.GetValue(_card)) return WriteCard(line, terminal, target);
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

    private int WriteCard(ParseResult line, Terminal terminal, string target)
    {
        var model = PredictorFile.PathOf(line.GetRequiredValue(_weights));
        var file = Path.Combine(target, CardName);
        _outputs.Check(line, [model], file);
        var (card, encoder) = PredictorFile.ReadCard(model);
        OutputFiles.WriteText(file, ModelCardMarkdown.Of(card, encoder));
        terminal.Write($"{file}: from {model}");
        return ExitCode.Success;
    }
}
