using System.CommandLine;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Cli.Runs;
using EcgCmrNative.Cli.Studies;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Prediction;
using EcgCmrNative.Models.Studies;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Commands;

/// <summary><c>ecgcmr demo</c>.</summary>
internal sealed class DemoCommand : ToolCommand
{
    private const string DefaultFolder = "demo";

    private readonly Option<string?> _ecg = ToolOption.Optional(
        "--ecg", Values.Text("DIR"), "Use the ECGs of this folder, without images.", "virtual people with ECG and cardiac MR");

    private readonly Option<int> _subjects = ToolOption.WithDefault(
        "--subjects", Values.Whole("N", NumberRange.From(40, SynthesizeCohortCommand.MostSubjects)), "Create this many virtual people.",
        ShippedStudies.Read(ShippedStudies.Demo).Data.Subjects ?? 0);

    private readonly Option<string?> _target = ToolOption.Optional(
        "--target", Values.Text("NAME,NAME"), "Learn these labels of --ecg.", "all labels that can be learned");

    private readonly Option<double> _minutes = ToolOption.WithDefault(
        "--minutes", Values.Number("M", new NumberRange(0, 10_000, LowOpen: true)),
        "Pre-train on --ecg for about this long: measured once, then stored as a number of epochs.", 4);

    private readonly Option<string?> _out = ToolOption.Optional(
        "--out", Values.Text("DIR"), "Write everything to this folder. The same command goes on after an interruption.",
        $"{DefaultFolder}, or the next free name");

    private readonly Option<ulong> _seed = SharedOptions.Seed();
    private readonly LabelOptions _labels;
    private readonly DeviceOptions _device;

    public DemoCommand() : base(
        "demo",
        "Run the paper from end to end in a few minutes. Creates virtual people with ECG and cardiac MR, pre-trains encoders by masked "
        + "data modelling and with images, compares their predictions of disease and phenotypes from the ECG, explains some, and writes a "
        + "report.",
        "ecgcmr demo", "ecgcmr demo --ecg recordings --labels labels.csv")
    {
        Add(OptionGroup.Data, _ecg, _subjects);
        _labels = new LabelOptions(this);
        Add(OptionGroup.Labels, _target);
        Add(OptionGroup.Training, _minutes, _seed);
        Add(OptionGroup.Output, _out);
        _device = new DeviceOptions(this);
        Check(line => line.IsGiven(_subjects) && line.IsGiven(_ecg) ? "--subjects cannot be used with --ecg" : null);
        Check(line => line.IsGiven(_ecg) ? null
            : line.FirstGiven(_target, _minutes) is { } given ? $"{given} needs --ecg"
            : _labels.IsGiven(line) ? "--labels needs --ecg"
            : null);
    }

    public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation)
    {
        var begun = DateTime.UtcNow;
        var folder = FolderFor(line.GetValue(_out));
        using var made = new OutputFolder(folder);
        StudyDefinition study;
        try
        {
            study = StudyRunner.DefinitionIn(folder) is { } before && IsOf(line, before) ? before
                : line.GetValue(_ecg) is { } ecg ? OfRecordings(line, terminal, ecg, folder, cancellation)
                : OfVirtualPeople(line);
        }
        catch (OperationCanceledException)
        {
            made.Keep();
            throw;
        }
        made.Keep(); // what is done, and goes on
        StudyRunCommand.Carry(line, terminal, study, folder, _device, jobs: 1, cancellation);
        using var device = _device.Open(line);
        using var results = StudyResults.Open(folder);
        var table = ProgressDisplay.Run(terminal, "comparing", _ => StudyTable.Of(results, cancellation: cancellation));
        var report = Path.Combine(folder, StudyTables.Report);
        ProgressDisplay.Run(terminal, "writing the report", _ =>
            DemoReport.Create(device, folder, results, table, DateTime.UtcNow - begun, cancellation).Write(report));
        StudyTables.WriteFiles(folder, table);
        StudyTables.Write(terminal, table);
        // The last arm of ECGs: an order that was chosen before, not the best on test people.
        if (results.Cells.LastOrDefault(cell => cell.Model is not null && cell.Cell.Arm.Modality == Modality.Ecg) is { } last)
        {
            var model = Path.Combine(folder, PredictorFile.Name);
            using var source = FileSystem.Disk.OpenRead(last.Model!);
            FileSystem.Disk.WriteAtomically(model, source.CopyTo);
            terminal.Write($"model:   {model} ({last.Cell.Task.Name} by {last.Cell.Arm.Name}), for predict, explain, embed");
        }
        terminal.Write($"report:  {Path.GetFullPath(report)}");
        return ExitCode.Success;
    }

    /// <summary>The folder: that of the line, else the first that is free or holds an interrupted demo.</summary>
    private static string FolderFor(string? wanted)
    {
        if (wanted is not null)
        {
            if (Directory.Exists(wanted) && Directory.EnumerateFileSystemEntries(wanted).Any()
                && StudyRunner.DefinitionIn(wanted) is null && !Directory.Exists(Path.Combine(wanted, StudyStores.EcgFolder)))
                throw new IOException($"{wanted}: the folder is not empty; choose another one");
            return wanted;
        }
        var folder = DefaultFolder;
        for (var number = 2; Path.Exists(folder) && !IsOpen(folder); number++) folder = $"{DefaultFolder}-{number}";
        return folder;

        static bool IsOpen(string folder) =>
            File.Exists(Path.Combine(folder, StudyRunner.DefinitionFile)) && !File.Exists(Path.Combine(folder, StudyTables.Report));
    }

    private bool IsOf(ParseResult line, StudyDefinition study) => study.Seeds is [var seed] && seed == line.GetValue(_seed)
        && (line.GetValue(_ecg) is { } ecg
            ? study.Data.Ecg == Path.GetFullPath(ecg) && !line.CommandResult.IsGiven(_target)
            : study.Data.Subjects == line.GetValue(_subjects));

    private StudyDefinition OfVirtualPeople(ParseResult line)
    {
        var study = ShippedStudies.Read(ShippedStudies.Demo);
        var seed = line.GetValue(_seed);
        return study with { Data = study.Data with { Subjects = line.GetValue(_subjects), SplitSeed = seed }, Seeds = [seed] };
    }

    private StudyDefinition OfRecordings(
        ParseResult line, Terminal terminal, string ecg, string folder, CancellationToken cancellation)
    {
        if (!Path.Exists(ecg)) throw new DirectoryNotFoundException($"{ecg}: there is no such file or folder");
        var columns = _labels.Columns(line);
        var hasFolds = _labels.File(line) is null && PtbXlDatabase.IsIn(ecg);
        var data = new StudyData
        {
            Ecg = Path.GetFullPath(ecg),
            Labels = _labels.File(line) is { } labels ? Path.GetFullPath(labels) : null,
            RecordColumn = columns.Record,
            PatientColumn = columns.Patient,
            FoldColumn = columns.Fold,
            SplitSeed = line.GetValue(_seed),
            ValidationFolds = hasFolds ? [PtbXlDatabase.ValidationFold] : [],
            TestFolds = hasFolds ? [PtbXlDatabase.TestFold] : [],
        };
        Directory.CreateDirectory(folder);
        using var stores = ProgressDisplay.Run(terminal, "prepare", progress => StudyStores.Open(
            data, folder, (what, done, all) => progress.Report(done, all, what), cancellation));
        Views.StoreView.WriteFailures(terminal, stores.Ecgs.Manifest.Failures);
        using var device = _device.Open(line);
        var configuration = RunConfiguration.On(
            MaskedModellingRecipes.Of(MaskedModellingRecipes.Small, stores.Ecgs.Count), TrainingData.Of(stores.Ecgs),
            stores.HeldOut(stores.Ecgs.Records));
        configuration = SpeedMeasurement.Fit(
            line.GetValue(_minutes), terminal, configuration, stores.Ecgs.Count,
            few => MaskedModellingRecipe.Create(device, stores.Ecgs, few), cancellation);
        var wanted = line.GetValue(_target)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted is not null) StoreLabels.Require(_target.Name, wanted, stores.Ecgs.Manifest.LabelNames);
        return RecordingsStudy.Create(
            $"demo: the ECGs in {Path.GetFileName(data.Ecg)}", data, stores.Ecgs, configuration, wanted, line.GetValue(_seed),
            terminal.Say);
    }
}
