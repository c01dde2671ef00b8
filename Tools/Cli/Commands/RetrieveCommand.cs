using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Cli.Reports.Results;
using EcgCmrNative.Cli.Views;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Models.Evaluation.Retrieval;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr retrieve</c>.</summary>
internal sealed class RetrieveCommand : ToolCommand
{
    private const string Training = "training";
    private const string Validation = "validation";
    private const string Test = "test";

    private readonly StoreOptions _stores;

    private readonly Option<string> _weights = ToolOption.Required(
        "--weights", Values.Text("RUN|FILE"), "Use the encoders of this run of 'pretrain mmcl' (its best epoch) or checkpoint.");

    private readonly Option<string?> _part = ToolOption.Optional(
        "--part", Values.OneOf(Training, Validation, Test), "Evaluate on these people of the run.",
        "test, or validation without a test set");

    private readonly ReportOption _report;
    private readonly OutputFiles _outputs;
    private readonly SeenPeople _seen;
    private readonly DeviceOptions _device;

    public RetrieveCommand() : base(
        "retrieve",
        "Evaluate retrieval ECG→CMR and CMR→ECG. Shows R@1, R@5, R@10 and median rank with 95 % intervals, and chance values.",
        "ecgcmr retrieve --weights mmcl-run --ecg ecg-store --cmr cmr-store --part validation")
    {
        _stores = new StoreOptions(this, hasEcg: true, hasCmr: true, both: true);
        Add(OptionGroup.Encoders, _weights);
        Add(OptionGroup.HeldOut, _part);
        _seen = new SeenPeople(this);
        _report = new ReportOption(this);
        _outputs = new OutputFiles(this);
        _device = new DeviceOptions(this);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        _outputs.Check(line, [line.GetRequiredValue(_weights), .. _stores.Paths(line)], _report.File(line));
        var checkpoint = RunFolder.Weights(line.GetRequiredValue(_weights));
        var configuration = ContrastiveConfiguration.Parse(checkpoint, Checkpoint.ReadConfiguration(checkpoint));
        if (configuration.Cmr is null || configuration.Ecg is null)
            throw new ArgumentException(
                $"{checkpoint}: is a run of {configuration.Recipe}, which has no pairs; specify a run of 'pretrain mmcl'");
        using var ecgs = _stores.OpenEcg(line);
        using var images = _stores.OpenCmr(line);
        var cohort = new PairedCohort(ecgs, images);
        configuration.RequireRows(checkpoint, cohort.Count);
        var part = line.GetValue(_part) ?? (configuration.TestRows.Count > 0 ? Test : Validation);
        var rows = part switch
        {
            Training => configuration.TrainingRows(cohort.Count),
            Validation => configuration.ValidationRows,
            _ => configuration.TestRows,
        };
        if (rows.Count == 0) throw new ArgumentException($"the {part} set of the run is empty");
        var held = part == Test ? new HeldOutRows([], rows) : new HeldOutRows(rows, []);
        if (part != Training) _seen.Check(line, terminal, cohort.Records, held, line.GetRequiredValue(_weights));
        using var device = _device.Open(line);
        var recipe = ContrastiveRecipe.Create(device, cohort, configuration);
        Checkpoint.LoadModel(checkpoint, recipe.Model);
        var projections = recipe.Project(rows);
        var ranks = projections.Retrieval();
        var figures = RetrievalFigures.Of(ranks, "cmr", "ecg");
        terminal.Write($"{checkpoint}: {rows.Count} people of the {part} set");
        RetrievalView.Write(terminal, figures);
        _report.Write(line, Page, figures.ToJson);
        return ExitCode.Success;

        HtmlReport Page()
        {
            var page = RetrievalPage.Create(ShortNames.Of([line.GetRequiredValue(_weights)])[0], part, ranks, figures);
            RetrievalGallery.Add(page, cohort, projections);
            new Making
            {
                Data = new DataCard([ecgs, images], cohort.LabelNames, cohort.Records, [new DataPart($"searched: {part}", rows)])
                {
                    IsOfPairs = true,
                },
                Computed = $"Computed on {device.Name}. Settings are those of the run that trained the encoders.",
                Settings = (configuration with { ValidationRows = [], TestRows = [] }).ToJson(),
            }.AddTo(page);
            return page;
        }
    }
}
