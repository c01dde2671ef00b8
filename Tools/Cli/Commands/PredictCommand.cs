using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports.Results;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Cli.Tables;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr predict</c>.</summary>
internal sealed class PredictCommand : ToolCommand
{
    private const int RecordingsAtOnce = 32;

    private readonly Option<string> _model = ToolOption.Required(
        "--model", Values.Text("RUN|FILE"), "Use this model file, that of a run of finetune, or builtin:NAME.");

    private readonly Option<string[]> _ecg = ToolOption.List(
        "--ecg", Values.Text("PATH"), "Predict from these ECGs: files, or folders with files.", absent: null);

    private readonly Option<string?> _out = ToolOption.Optional(
        "--out", Values.Text("FILE"), "Write the predictions to this file: .csv, .json or .parquet.", "the terminal, as CSV");

    private readonly Option<string?> _report = ToolOption.Optional(
        "--report", Values.Text("HTML"),
        "Also write a report to this file: a table, distributions, the ECGs of the first recordings, the model's card.", "no file");

    private readonly OutputFiles _outputs;
    private readonly DeviceOptions _device;

    public PredictCommand() : base(
        "predict",
        "Predict from ECGs with a fine-tuned model. Prepares recordings as the model's training data were. Gives numbers and calibrated "
        + "probabilities with 95 % intervals, decisions, and the quality of each recording. A recording that does not fit the model is "
        + "refused and listed; the others are done.",
        "ecgcmr predict --model run/model.safetensors --ecg recordings --out predictions.csv")
    {
        Add(OptionGroup.Data, _ecg);
        Add(OptionGroup.Model, _model);
        Add(OptionGroup.Output, _out, _report);
        _outputs = new OutputFiles(this);
        _device = new DeviceOptions(this);
        Check(line => line.GetValue(_out) is { } path && !PredictionWriter.Endings.Contains(Ending(path))
            ? $"--out {path}: must end in .csv, .json or .parquet"
            : null);
        Check(line => line.GetValue(_report) is { } path && !SharedOptions.IsHtml(path) ? $"--report {path}: must end in .html" : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var (path, paths, file) = (line.GetRequiredValue(_model), line.GetRequiredValue(_ecg), line.GetValue(_out));
        _outputs.Check(line, [path, .. paths], file, line.GetValue(_report));
        using var folder = file is null ? null : OutputFolder.Of(file);
        using var device = _device.Open(line);
        using var predictor = EcgPredictor.Load(device, path);
        if (!predictor.Leads.SequenceEqual(Enum.GetNames<Lead>()))
            throw new DataFormatException(
                path, null, $"the model's leads are {string.Join(", ", predictor.Leads)}; predict takes the twelve standard leads");
        var files = EcgFiles.At(paths);
        var report = line.GetValue(_report) is null ? null : new RecordingsReport(predictor);
        var (predicted, refused) = (0, 0);
        if (file is null) Write(PredictionWriter.OfText(terminal.OutputWriter, predictor.Card));
        else
            OutputFiles.Write(file, target => FileSystem.Disk.WriteAtomically(
                target, stream => Write(PredictionWriter.Create(Ending(file), stream, predictor.Card))));
        if (report is not null) OutputFiles.WriteText(line.GetValue(_report)!, report.Create().ToHtml());
        folder?.Keep();
        if (file is not null) terminal.Write($"{file}: predictions for {predicted} recordings");
        foreach (var targets in predictor.Card.Targets.Where(IsWithInterval).GroupBy(target => target.IntervalMethod ?? "no interval"))
            terminal.Say($"95 % interval of {string.Join(", ", targets.Select(target => target.Target.Name))}: {targets.Key}");
        if (refused > 0) terminal.Say($"{refused} recordings do not fit the model or cannot be read; the column 'refused' says why");
        return refused > 0 ? ExitCode.Failure : ExitCode.Success;

        void Write(PredictionWriter writer) => ProgressDisplay.Run(terminal, "predict", progress =>
        {
            foreach (var some in EcgFiles.Read(files, predictor.Preparation, cancellation).Chunk(RecordingsAtOnce))
            {
                var predictions = new Queue<EcgPrediction>(predictor.PredictBatch(
                    [.. some.Where(recording => recording.Failure is null).Select(recording => recording.Samples)]));
                foreach (var recording in some)
                {
                    if (recording.Failure is null)
                    {
                        var prediction = predictions.Dequeue();
                        writer.Write(recording, prediction);
                        report?.Add(recording.Name, recording.Samples, prediction);
                        continue;
                    }
                    writer.Refuse(recording, recording.Reason);
                    report?.Refuse(recording.Name, recording.Reason);
                }
                refused += some.Count(recording => recording.Failure is not null);
                predicted += some.Count(recording => recording.Failure is null);
                progress.Report(some[^1].File + 1, files.Count, "files");
            }
            writer.Finish();
        });
    }

    private static string Ending(string path) => Path.GetExtension(path).ToLowerInvariant();

    private static bool IsWithInterval(CalibratedTarget target) => target.Target.Kind == TargetKind.Number || target.Target.IsBinary;
}
