using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Drawing.Vector;
using EcgCmrNative.Cli.Explanations;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Explanation.Checks;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr explain</c>.</summary>
internal sealed class ExplainCommand : ToolCommand
{
    private const int FewestOrders = 40;
    private const string Page = "explanation.html", Picture = "explanation.png", Vectors = "explanation.svg", Print = "explanation.pdf";
    private const string Numbers = "explanation.json", Localization = "localization.png";

    private readonly Option<string> _ecg = ToolOption.Required("--ecg", Values.Text("FILE"), "Explain the prediction for this ECG.");

    private readonly Option<string?> _cmr = ToolOption.Optional(
        "--cmr", Values.Text("PATH"), "Show where the ECG and this cardiac MR study agree; needs --weights.", "none");

    private readonly Option<int> _imageSize = ToolOption.WithDefault(
        "--image-size", NumericKinds.Pixels, "Crop or pad frames of --cmr as for the store of the run of pairs.",
        new CmrPreparation().Size);

    private readonly Option<string?> _model = ToolOption.Optional(
        "--model", Values.Text("RUN|FILE"), "Explain this model file, or that of a run of finetune.", "none");

    private readonly Option<string?> _target = ToolOption.Optional(
        "--target", Values.Text("NAME"), "Explain this target of the model.", "the first of the model");

    private readonly Option<AttributionMethod> _method = ToolOption.WithDefault(
        "--method", Values.Enumeration<AttributionMethod>(), "Explain by this method.", AttributionMethod.IntegratedGradients);

    private readonly Option<int> _orders = ToolOption.WithDefault(
        "--random-orders", Values.Whole("N", NumberRange.From(FewestOrders, 10_000)),
        "Compare the map with this many random orders of the patches.", new FaithfulnessOptions().RandomOrders);

    private readonly Option<string?> _weights = ToolOption.Optional(
        "--weights", Values.Text("RUN|FILE"), "Use the encoders of this run of 'pretrain mmcl' for --cmr.", "none");

    private readonly Option<string> _out = ToolOption.Required("--out", Values.Text("FOLDER"), "Write page and pictures into this folder.");
    private readonly OutputFiles _outputs;
    private readonly DeviceOptions _device;

    public ExplainCommand() : base(
        "explain",
        "Explain the prediction for an ECG. Draws the ECG on paper with a map of what the prediction depends on, as HTML, PDF, SVG and "
        + "PNG, and measures whether the map is faithful to the model. With a run of pairs and a cardiac MR study, also shows where both "
        + "agree.",
        "ecgcmr explain --model run/model.safetensors --ecg recording.hea --out explanation",
        "ecgcmr explain --model run --ecg recording.hea --target LVM_g --method occlusion --out explanation",
        "ecgcmr explain --weights mmcl-run --ecg recording.hea --cmr study.nii.gz --out agreement")
    {
        Add(OptionGroup.Data, _ecg, _cmr, _imageSize);
        Add(OptionGroup.Model, _model, _target, _method, _orders, _weights);
        Add(OptionGroup.Output, _out);
        _outputs = new OutputFiles(this);
        _device = new DeviceOptions(this);
        Check(FindContradictions);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var (ecg, folder) = (line.GetRequiredValue(_ecg), line.GetRequiredValue(_out));
        var (model, cmr, weights) = (line.GetValue(_model), line.GetValue(_cmr), line.GetValue(_weights));
        if (File.Exists(folder)) throw new IOException($"{folder}: is a file; specify the name of a folder");
        string[] files = [.. Files(model, cmr).Select(file => Path.Combine(folder, file))];
        _outputs.Check(line, new[] { ecg, model, cmr, weights }.OfType<string>(), files);
        using var device = _device.Open(line);
        var recording = EcgFormats.Default.Read(ecg);
        var pair = cmr is null
            ? null
            : PairExplanation.Draw(device, weights!, recording, cmr, new CmrPreparation { Size = line.GetValue(_imageSize) }, cancellation);
        var written = new List<(string File, byte[] Content)>();
        if (model is not null)
        {
            using var predictor = EcgPredictor.Load(device, model);
            var shown = Explanation.Of(
                predictor, recording, line.GetValue(_target), line.GetValue(_method), line.GetValue(_orders), model, cancellation);
            var page = ExplanationPicture.Draw(shown);
            var (svg, raster) = (SvgFile.Write(page, ExplanationText.Legend(shown)), Raster(page));
            written.Add((Vectors, Encoding.UTF8.GetBytes(svg)));
            written.Add((Print, PdfFile.Write(page)));
            written.Add((Picture, PngFile.Encode(raster, pixelsPerMillimetre: ExplanationPicture.PixelsPerMillimetre)));
            written.Add((Numbers, ExplanationJson.Write(shown)));
            var report = new HtmlReport($"Explanation of {shown.Prediction.Target.Name}", ExplanationText.Prediction(shown));
            ExplanationPage.Add(report, shown, svg);
            Finish(report);
            terminal.Write(ExplanationText.Prediction(shown));
            terminal.Write(ExplanationText.Faithfulness(shown));
        }
        else
        {
            var report = new HtmlReport("Agreement of an ECG and a cardiac MR image", "");
            Finish(report);
        }
        using var output = OutputFiles.MakeFolder(Path.Combine(folder, Page));
        foreach (var (file, content) in written)
            FileSystem.Disk.WriteAtomically(Path.Combine(folder, file), stream => stream.Write(content));
        output.Keep();
        terminal.Say($"written to {folder}: {string.Join(", ", written.Select(entry => entry.File))}");
        return ExitCode.Success;

        void Finish(HtmlReport report)
        {
            if (pair is not null)
            {
                report.Section("Agreement with cardiac MR");
                report.Picture(pair, PairExplanation.Caption);
                written.Add((Localization, PngFile.Encode(pair)));
            }
            written.Add((Page, Encoding.UTF8.GetBytes(report.ToHtml())));
        }
    }

    private static IEnumerable<string> Files(string? model, string? cmr) =>
    [
        Page, .. model is null ? [] : new[] { Picture, Vectors, Print, Numbers }, .. cmr is null ? [] : new[] { Localization },
    ];

    private static Canvas Raster(VectorPage page) => RasterPage.Draw(page, ExplanationPicture.PixelsPerMillimetre);

    private string? FindContradictions(CommandResult line)
    {
        if (line.GetValue(_model) is null && line.GetValue(_cmr) is null) return "specify --model, or --weights with --cmr";
        if (line.GetValue(_cmr) is null != line.GetValue(_weights) is null) return "--cmr and --weights need each other";
        if (line.GetValue(_cmr) is null && line.IsGiven(_imageSize)) return $"{_imageSize.Name} can only be used with --cmr";
        return line.GetValue(_model) is null && line.FirstGiven(_target, _method, _orders) is { } option
            ? $"{option} can only be used with --model"
            : null;
    }
}
