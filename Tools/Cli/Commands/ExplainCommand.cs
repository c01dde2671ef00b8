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
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Explanation.Checks;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Training.Contrastive;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr explain</c>.</summary>
internal sealed class ExplainCommand : ToolCommand
{
    private const int FewestOrders = 40;
    private const string Page = "explanation.html", Picture = "explanation.png", Vectors = "explanation.svg", Print = "explanation.pdf";
    private const string Numbers = "explanation.json", Localization = "localization.png", Animation = "localization-over-time.png";
    private const string TruthPage = "truth.html", TruthNumbers = "truth.json";

    private readonly Option<string?> _ecg = ToolOption.Optional(
        "--ecg", Values.Text("FILE"), "Explain the prediction for this ECG.", "none; this or --truth is required");

    private readonly Option<string?> _cmr = ToolOption.Optional(
        "--cmr", Values.Text("PATH"), "Show where the ECG and this cardiac MR study agree; needs --weights.", "none");

    private readonly Option<int?> _imageSize = ToolOption.Optional(
        "--image-size", NumericKinds.Pixels, "Crop or pad frames of --cmr as for the store of the run of pairs.",
        $"that of the run; {new CmrPreparation().Size} for runs of earlier versions");

    private readonly Option<string?> _truth = ToolOption.Optional(
        "--truth", Values.Text("COHORT"),
        "Compare maps of people of this virtual cohort with their hearts, which are known; in place of --ecg.", "none");

    private readonly Option<int> _people = ToolOption.WithDefault(
        "--people", Values.Whole("N", NumberRange.From(1, SynthesizeCohortCommand.MostSubjects)),
        "Compare N people of --truth whom the weights were not trained on, half of them with an ischaemic territory if there are as many.",
        100);

    private readonly Option<string?> _model = ToolOption.Optional(
        "--model", Values.Text("RUN|FILE"), "Explain this model file, that of a run of finetune, or builtin:NAME.", "none");

    private readonly Option<string?> _target = ToolOption.Optional(
        "--target", Values.Text("NAME"), "Explain this target of the model.",
        $"the first of the model; with --truth {MapTruthView.CoronaryArteryDisease} if the model predicts it");

    private readonly Option<AttributionMethod> _method = ToolOption.WithDefault(
        "--method", Values.Enumeration<AttributionMethod>(), "Explain by this method.", AttributionMethod.IntegratedGradients);

    private readonly Option<int> _orders = ToolOption.WithDefault(
        "--random-orders", Values.Whole("N", NumberRange.From(FewestOrders, 10_000)),
        "Compare the map of --ecg with this many random orders of the patches.", new FaithfulnessOptions().RandomOrders);

    private readonly Option<string?> _weights = ToolOption.Optional(
        "--weights", Values.Text("RUN|FILE"), "Use the encoders of this run of 'pretrain mmcl' for --cmr or --truth.", "none");

    private readonly Option<string> _out = ToolOption.Required("--out", Values.Text("FOLDER"), "Write page and pictures into this folder.");
    private readonly OutputFiles _outputs;
    private readonly DeviceOptions _device;

    public ExplainCommand() : base(
        "explain",
        "Explain the prediction for an ECG. Draws the ECG on paper with a map of what the prediction depends on, as HTML, PDF, SVG and "
        + "PNG, and measures whether the map is faithful to the model. With a run of pairs and a cardiac MR study, also shows where both "
        + "agree. With a virtual cohort, measures how much of the importance lies where the known hearts put it.",
        "ecgcmr explain --model run/model.safetensors --ecg recording.hea --out explanation",
        "ecgcmr explain --model run --ecg recording.hea --target LVM_g --method occlusion --out explanation",
        "ecgcmr explain --weights mmcl-run --ecg recording.hea --cmr study.nii.gz --out agreement",
        "ecgcmr explain --truth cohort --model run --weights mmcl-run --out truth")
    {
        Add(OptionGroup.Data, _ecg, _cmr, _imageSize, _truth, _people);
        Add(OptionGroup.Model, _model, _target, _method, _orders, _weights);
        Add(OptionGroup.Output, _out);
        _outputs = new OutputFiles(this);
        _device = new DeviceOptions(this);
        Check(FindContradictions);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var (ecg, folder) = (line.GetValue(_ecg), line.GetRequiredValue(_out));
        var (model, cmr, weights, cohort) =
            (line.GetValue(_model), line.GetValue(_cmr), line.GetValue(_weights), line.GetValue(_truth));
        if (File.Exists(folder)) throw new IOException($"{folder}: is a file; specify the name of a folder");
        string[] files = [.. Files(model, cmr, cohort).Select(file => Path.Combine(folder, file))];
        _outputs.Check(line, new[] { ecg, model, cmr, weights, cohort }.OfType<string>(), files);
        using var device = _device.Open(line);
        var written = cohort is null
            ? ExplainOne(line, terminal, device, EcgFormats.Default.Read(ecg!), cancellation)
            : CompareWithTruth(line, terminal, device, cohort, cancellation);
        using var output = OutputFiles.MakeFolder(files[0]);
        foreach (var (file, content) in written)
            FileSystem.Disk.WriteAtomically(Path.Combine(folder, file), stream => stream.Write(content));
        output.Keep();
        terminal.Say($"written to {folder}: {string.Join(", ", written.Select(entry => entry.File))}");
        return ExitCode.Success;
    }

    private List<(string File, byte[] Content)> ExplainOne(
        ParseResult line, Terminal terminal, Device device, EcgRecording recording, CancellationToken cancellation)
    {
        var (model, cmr, weights) = (line.GetValue(_model), line.GetValue(_cmr), line.GetValue(_weights));
        var pair = cmr is null
            ? null
            : PairExplanation.Of(device, weights!, recording, cmr, line.GetValue(_imageSize), cancellation);
        var written = new List<(string File, byte[] Content)>();
        var report = new HtmlReport("Agreement of an ECG and a cardiac MR image", "");
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
            report = new HtmlReport($"Explanation of {shown.Prediction.Target.Name}", ExplanationText.Prediction(shown));
            ExplanationPage.Add(report, shown, svg);
            terminal.Write(ExplanationText.Prediction(shown));
            terminal.Write(ExplanationText.Faithfulness(shown));
        }
        if (pair is not null)
        {
            pair.Add(report);
            written.Add((Localization, PngFile.Encode(pair.Picture())));
            written.Add((Animation, pair.Animation()));
        }
        written.Add((Page, Encoding.UTF8.GetBytes(report.ToHtml())));
        return written;
    }

    private List<(string File, byte[] Content)> CompareWithTruth(
        ParseResult line, Terminal terminal, Device device, string folder, CancellationToken cancellation)
    {
        var (model, weights) = (line.GetValue(_model), line.GetValue(_weights));
        var (people, who) = MapTruths.Unseen(
            VirtualCohortFolder.Open(folder), line.GetValue(_people), new[] { model, weights }.OfType<string>(), terminal.Say);
        var views = new List<MapTruthView>();
        if (model is not null)
        {
            using var predictor = EcgPredictor.Load(device, model);
            var target = line.GetValue(_target) ?? MapTruths.Target(predictor);
            views.Add(ProgressDisplay.Run(terminal, "prediction", progress => MapTruths.OfPrediction(
                predictor, target, Shown(progress), line.GetValue(_method), cancellation)));
        }
        if (weights is not null)
        {
            var pairs = PairModel.Load(device, weights);
            var preparation = PairExplanation.Preparation(pairs, weights, line.GetValue(_imageSize));
            views.Add(ProgressDisplay.Run(terminal, "pairs", progress =>
                MapTruths.OfPairs(pairs, Shown(progress), preparation, cancellation)));
        }
        foreach (var view in views) view.Write(terminal);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        var report = new HtmlReport("Maps beside the known hearts", $"{people.Count} virtual people of {name}.");
        MapTruthSection.Add(report, who, views);
        return [(TruthPage, Encoding.UTF8.GetBytes(report.ToHtml())), (TruthNumbers, MapTruthView.Json(views))];

        IEnumerable<VirtualSubject> Shown(ProgressDisplay progress)
        {
            for (var done = 0; done < people.Count; progress.Report(++done, people.Count, "people")) yield return people[done];
        }
    }

    private static IEnumerable<string> Files(string? model, string? cmr, string? cohort) => cohort is not null
        ? [TruthPage, TruthNumbers]
        :
        [
            Page, .. model is null ? [] : new[] { Picture, Vectors, Print, Numbers },
            .. cmr is null ? [] : new[] { Localization, Animation },
        ];

    private static Canvas Raster(VectorPage page) => RasterPage.Draw(page, ExplanationPicture.PixelsPerMillimetre);

    private string? FindContradictions(CommandResult line)
    {
        var (ecg, truth) = (line.GetValue(_ecg), line.GetValue(_truth));
        if (ecg is null == truth is null) return $"specify either {_ecg.Name} or {_truth.Name}";
        var (model, cmr, weights) = (line.GetValue(_model), line.GetValue(_cmr), line.GetValue(_weights));
        if (truth is not null)
        {
            if (model is null && weights is null) return $"{_truth.Name} needs {_model.Name}, {_weights.Name} or both";
            if (line.FirstGiven(_cmr, _orders) is { } other) return $"{other} cannot be used with {_truth.Name}";
            if (weights is null && line.IsGiven(_imageSize)) return $"{_imageSize.Name} with {_truth.Name} needs {_weights.Name}";
        }
        else
        {
            if (line.IsGiven(_people)) return $"{_people.Name} can only be used with {_truth.Name}";
            if (model is null && cmr is null) return "specify --model, or --weights with --cmr";
            if (cmr is null != weights is null) return "--cmr and --weights need each other";
            if (cmr is null && line.IsGiven(_imageSize)) return $"{_imageSize.Name} can only be used with --cmr";
        }
        return model is null && line.FirstGiven(_target, _method, _orders) is { } option ? $"{option} can only be used with --model" : null;
    }
}
