using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports.Results;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr predict</c>.</summary>
internal sealed class PredictCommand : ToolCommand
{
    private const int FilesAtOnce = 64;

    private readonly Option<string> _model = ToolOption.Required(
        "--model", Values.Text("RUN|FILE"), "Use this model file, or that of a run of finetune.");

    private readonly Option<string[]> _ecg = ToolOption.List(
        "--ecg", Values.Text("PATH"), "Predict from these ECGs: files, or folders with files.", absent: null);

    private readonly Option<string?> _out = ToolOption.Optional(
        "--out", Values.Text("CSV|JSON"), "Write the predictions to this file, a .csv or a .json.", "the terminal, as CSV");

    private readonly Option<string?> _report = ToolOption.Optional(
        "--report", Values.Text("HTML"),
        "Also write a report to this file: a table, distributions, the ECGs of the first recordings, the model's card.", "no file");

    private readonly OutputFiles _outputs;
    private readonly DeviceOptions _device;

    public PredictCommand() : base(
        "predict",
        "Predict from ECGs with a fine-tuned model. Prepares recordings as the model's training data were. Gives numbers with 95 % "
        + "intervals, and calibrated probabilities with a decision. A recording that does not fit the model is refused and listed; the "
        + "others are done.",
        "ecgcmr predict --model run/model.safetensors --ecg recordings --out predictions.csv")
    {
        Add(OptionGroup.Data, _ecg);
        Add(OptionGroup.Model, _model);
        Add(OptionGroup.Output, _out, _report);
        _outputs = new OutputFiles(this);
        _device = new DeviceOptions(this);
        Check(line => line.GetValue(_out) is { } path && Path.GetExtension(path).ToLowerInvariant() is not (".csv" or ".json")
            ? $"--out {path}: must end in .csv or .json"
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
        var files = EcgFiles.At(paths);
        var report = line.GetValue(_report) is null ? null : new RecordingsReport(predictor);
        var (predicted, refused) = (0, 0);
        if (file is null) Write(new CsvPredictions(terminal.OutputWriter, predictor.Card));
        else
            OutputFiles.Write(file, target => FileSystem.Disk.WriteAtomically(target, stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                Write(Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase)
                    ? new JsonPredictions(writer)
                    : new CsvPredictions(writer, predictor.Card));
            }));
        if (report is not null) OutputFiles.WriteText(line.GetValue(_report)!, report.Create().ToHtml());
        folder?.Keep();
        if (file is not null) terminal.Write($"{file}: predictions for {predicted} recordings");
        if (refused > 0) terminal.Say($"{refused} recordings do not fit the model or cannot be read; the column 'refused' says why");
        return refused > 0 ? ExitCode.Failure : ExitCode.Success;

        void Write(PredictionWriter writer)
        {
            using (writer)
                ProgressDisplay.Run(terminal, "predict", progress =>
                {
                    var done = 0;
                    foreach (var some in files.Chunk(FilesAtOnce))
                    {
                        foreach (var recording in EcgFiles.Read(some, predictor.Preparation, cancellation))
                        {
                            if (recording.Failure is { } failure)
                            {
                                refused++;
                                var reason = (failure as DataFormatException)?.Reason ?? failure.Message;
                                writer.Refuse(recording.Name, reason);
                                report?.Refuse(recording.Name, reason);
                                continue;
                            }
                            predicted++;
                            var prediction = predictor.PredictPrepared(recording.Samples);
                            writer.Write(recording.Name, prediction);
                            report?.Add(recording.Name, recording.Samples, prediction);
                        }
                        progress.Report(done += some.Length, files.Count, "files");
                    }
                });
        }
    }

    private abstract class PredictionWriter : IDisposable
    {
        public abstract void Write(string recording, EcgPrediction prediction);

        public abstract void Refuse(string recording, string reason);

        public abstract void Dispose();
    }

    /// <summary>
    /// One line per recording: its name, the windows that were averaged, of each target the value with interval or the probabilities, and
    /// the reason of a refusal.
    /// </summary>
    private sealed class CsvPredictions : PredictionWriter
    {
        private readonly TextWriter _writer;
        private readonly int _columns;

        public CsvPredictions(TextWriter writer, ModelCard card)
        {
            _writer = writer;
            string[] heads = [.. card.Targets.SelectMany(target => Heads(target.Target))];
            _columns = heads.Length;
            _writer.Write(string.Join(',', ["recording", "windows", .. heads.Select(Field), "refused"]) + "\n");
        }

        public override void Write(string recording, EcgPrediction prediction) => _writer.Write(string.Join(
            ',', [Field(recording), $"{prediction.Windows}", .. prediction.Targets.SelectMany(Values), ""]) + "\n");

        public override void Refuse(string recording, string reason) =>
            _writer.Write($"{Field(recording)},,{new string(',', _columns)}{Field(reason)}\n");

        public override void Dispose() => _writer.Flush();

        private static IEnumerable<string> Heads(PredictionTarget target) => target.Kind switch
        {
            TargetKind.Number => [target.Name, $"{target.Name}_low", $"{target.Name}_high"],
            TargetKind.Classes when target.IsBinary => [$"{target.Name}_probability", $"{target.Name}_decision"],
            TargetKind.Classes =>
            [
                target.Name, .. target.ClassValues.Select(value => FormattableString.Invariant($"{target.Name}_probability_{value}")),
            ],
            _ => [$"{target.Name}_hazard_ratio"],
        };

        private static IEnumerable<string> Values(TargetPrediction prediction) => prediction.Target.Kind switch
        {
            TargetKind.Number => [Number(prediction.Value), Number(prediction.Low), Number(prediction.High)],
            TargetKind.Classes when prediction.Target.IsBinary =>
                [Number(prediction.Value), Number(prediction.Target.ClassValues[prediction.IsPositive == true ? 1 : 0])],
            TargetKind.Classes => [Number(prediction.Value), .. prediction.Probabilities.Select(probability => Number(probability))],
            _ => [Number(prediction.Value)],
        };

        private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";

        private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>An array with an object per recording.</summary>
    private sealed class JsonPredictions : PredictionWriter
    {
        private readonly StreamWriter _stream;
        private readonly Utf8JsonWriter _json;

        public JsonPredictions(StreamWriter stream)
        {
            _stream = stream;
            _json = new Utf8JsonWriter(stream.BaseStream, new JsonWriterOptions { Indented = true });
            _json.WriteStartArray();
        }

        public override void Write(string recording, EcgPrediction prediction)
        {
            _json.WriteStartObject();
            _json.WriteString("recording", recording);
            _json.WriteNumber("windows", prediction.Windows);
            _json.WriteStartObject("targets");
            foreach (var target in prediction.Targets)
            {
                _json.WriteStartObject(target.Target.Name);
                WriteTarget(target);
                _json.WriteEndObject();
            }
            _json.WriteEndObject();
            _json.WriteEndObject();
            if (_json.BytesPending > 1 << 16) _json.Flush();
        }

        public override void Refuse(string recording, string reason)
        {
            _json.WriteStartObject();
            _json.WriteString("recording", recording);
            _json.WriteString("refused", reason);
            _json.WriteEndObject();
        }

        public override void Dispose()
        {
            _json.WriteEndArray();
            _json.Dispose();
            _stream.Flush();
        }

        private void WriteTarget(TargetPrediction prediction)
        {
            var target = prediction.Target;
            switch (target.Kind)
            {
                case TargetKind.Number:
                    _json.WriteNumber("value", prediction.Value);
                    if (prediction.Low is { } low) _json.WriteNumber("low", low);
                    if (prediction.High is { } high) _json.WriteNumber("high", high);
                    if (target.Unit is { } unit) _json.WriteString("unit", unit);
                    break;
                case TargetKind.Classes:
                    _json.WriteStartObject("probabilities");
                    for (var i = 0; i < prediction.Probabilities.Count; i++)
                        _json.WriteNumber(target.ClassValues[i].ToString(CultureInfo.InvariantCulture), prediction.Probabilities[i]);
                    _json.WriteEndObject();
                    _json.WriteNumber(
                        "decision",
                        prediction.IsPositive is { } positive ? target.ClassValues[positive ? 1 : 0] : prediction.Value);
                    break;
                default:
                    _json.WriteNumber("hazard_ratio", prediction.Value);
                    break;
            }
        }
    }
}
