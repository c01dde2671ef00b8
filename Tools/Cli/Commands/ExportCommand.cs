using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr export</c>.</summary>
internal sealed class ExportCommand : ToolCommand
{
    private const string CardName = "model-card.md";

    private readonly Option<string> _weights = ToolOption.Required(
        "--weights", Values.Text("RUN|FILE"), "Export the encoders of this run (its best epoch), file or builtin:NAME.");

    private readonly Option<string> _out = ToolOption.Required("--out", Values.Text("DIR"), "Write the files to this folder.");

    private readonly Option<bool> _keep = ToolOption.Switch(
        "--keep-fc-norm", "Keep the layer norm after the pooling; the published tool drops it.");

    private readonly Option<bool> _safeTensors = ToolOption.Switch("--safetensors", "Write .safetensors instead of PyTorch's .pth.");

    private readonly Option<bool> _half = ToolOption.Switch(
        "--half", "Write weights in half precision (float16): half the size, three digits.");

    private readonly Option<bool> _model = ToolOption.Switch(
        "--model", "Write the whole model file of a run of finetune, with its head and its card, instead: model.safetensors.");

    private readonly Option<bool> _card = ToolOption.Switch(
        "--card", "Write the card of a model file, or of that of a run of finetune, as Markdown instead: model-card.md.");

    private readonly OutputFiles _outputs;

    public ExportCommand() : base(
        "export",
        "Write encoders as PyTorch weights, a model file, or its card as Markdown. The encoders are "
        + "signal_encoder.pth and image_encoder.pth, in the layout of the published weights.",
        "ecgcmr export --weights demo/model.safetensors --out weights")
    {
        Add(OptionGroup.Encoders, _weights);
        Add(OptionGroup.Output, _out, _model, _card, _keep, _safeTensors, _half);
        _outputs = new OutputFiles(this);
        Check(FindMistake);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var target = line.GetRequiredValue(_out);
        if (File.Exists(target)) throw new IOException($"{target}: is a file; specify a folder");
        if (line.GetValue(_card)) return WriteCard(line, terminal, target);
        if (line.GetValue(_model)) return WriteModel(line, terminal, target);
        using var folder = new OutputFolder(target);
        var checkpoint = CheckpointFormat.WeightsAt(line.GetRequiredValue(_weights));
        var names = PublishedExport.FileNames(line.GetValue(_safeTensors));
        _outputs.Check(line, [checkpoint], names.Select(name => Path.Combine(target, name)));
        AssumedInput.Say(terminal, checkpoint);
        foreach (var file in PublishedExport.Write(
            checkpoint, target, line.GetValue(_keep), line.GetValue(_safeTensors), line.GetValue(_half)))
            terminal.Write($"{file}: from {checkpoint}");
        folder.Keep();
        return ExitCode.Success;
    }

    private string? FindMistake(CommandResult line)
    {
        (Option<bool> Kind, Option<bool>[] Refused)[] kinds =
            [(_card, [_model, _keep, _safeTensors, _half]), (_model, [_keep, _safeTensors])];
        foreach (var (kind, refused) in kinds.Where(entry => line.GetValue(entry.Kind)))
        {
            if (Array.Find(refused, line.GetValue) is { } other) return $"{other.Name} does not go with {kind.Name}";
        }
        return null;
    }

    private int WriteModel(ParseResult line, Terminal terminal, string target)
    {
        var model = PredictorFile.PathOf(line.GetRequiredValue(_weights));
        var file = Path.Combine(target, PredictorFile.Name);
        _outputs.Check(line, [model], file);
        using var device = new CpuDevice(threads: 1);
        var (predictor, card) = PredictorFile.Read(device, model);
        OutputFiles.Write(file, path => PredictorFile.Write(path, predictor, card, half: line.GetValue(_half)));
        terminal.Write($"{file}: from {model}");
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
