using EcgCmrNative.Cli.Studies;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Evaluation.Intervals;
using EcgCmrNative.Models.Evaluation.Predictions;
using EcgCmrNative.Models.Studies;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Tests.Models.Training.FineTuning;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Studies;

public sealed class StudyRunnerTests
{
    private static readonly EvaluationOptions Few = new() { MinPeople = 5, MinEvents = 1, Bootstrap = new BootstrapOptions(200) };

    private LabelledStore _data = null!;
    private string _whole = null!;

    [OneTimeSetUp]
    public void RunOnce()
    {
        _data = new LabelledStore();
        Run(SmallStudy.On(_data), "whole");
        _whole = Table("whole");
    }

    [OneTimeTearDown]
    public void Delete() => _data.Dispose();

    [Test]
    public void Every_cell_has_a_figure_with_its_interval()
    {
        using var results = StudyResults.Open(_data.Folder["whole"]);
        var table = StudyTable.Of(results, Few);
        Assert.That((table.Done, table.Cells), Is.EqualTo((8, 8)));
        Assert.That(table.Rows.Select(row => (row.Readout, row.Task)), Is.EquivalentTo((IEnumerable<(string, string)>)
            [("fine-tuned", "T waves"), ("fine-tuned", "axis"), ("probe", "T waves"), ("probe", "axis")]));
        foreach (var entry in table.Rows.SelectMany(row => row.Entries))
        {
            var value = entry.Value!.Value;
            Assert.That(value.Value, Is.InRange(value.Low, value.High), entry.Arm);
            Assert.That(entry.ToBestRival!.Other, Is.Not.EqualTo(entry.Arm));
        }
    }

    /// <summary>Stops in the middle of a pre-training, of a fine-tuning, and between steps, again and again.</summary>
    [Test]
    public void An_interrupted_study_ends_with_the_same_bytes()
    {
        var (study, interruptions) = (SmallStudy.On(_data), 0);
        for (var steps = 1; ; steps += 2)
        {
            using var source = new CancellationTokenSource();
            try
            {
                Run(study, "interrupted", progress: new StopAfter(steps, source), cancellation: source.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                Assert.That(++interruptions, Is.LessThan(100));
            }
        }
        Assert.That(interruptions, Is.GreaterThan(3));
        Assert.That(Table("interrupted"), Is.EqualTo(_whole));
    }

    [Test]
    public void Jobs_do_not_change_the_result()
    {
        Run(SmallStudy.On(_data), "jobs", jobs: 3);
        Assert.That(Table("jobs"), Is.EqualTo(_whole));
    }

    [Test]
    public void A_folder_can_be_moved_and_only_what_changed_is_done()
    {
        var study = SmallStudy.On(_data);
        Run(study, "before");
        Directory.Move(_data.Folder["before"], _data.Folder["moved"]);
        var counted = new Counted();
        Run(study, "moved", progress: counted);
        Assert.That(counted.Begun, Is.Empty);
        Run(study with { Seeds = [0, 1], Readouts = study.Readouts.Take(1).ToArray() }, "moved", progress: counted);
        Assert.That(counted.Begun, Has.Count.EqualTo(5).And.All.Contains("seed 1"));
    }

    [Test]
    public void A_finished_study_is_not_begun_again()
    {
        var counted = new Counted();
        Run(SmallStudy.On(_data), "whole", progress: counted);
        Assert.That(counted.Begun, Is.Empty);
    }

    [Test]
    public void A_label_that_cannot_be_learned_is_named_and_the_others_are_learned()
    {
        var study = SmallStudy.On(_data) with
        {
            LabelFractions = [0.3], // five people, of whom ten are needed
            Readouts = [SmallStudy.On(_data).Readouts[1]],
        };
        Run(study, "few");
        using var results = StudyResults.Open(_data.Folder["few"]);
        var table = StudyTable.Of(results, Few);
        Assert.That(table.LeftOut.Select(target => target.Target), Is.EquivalentTo((string[])[LabelledStore.Inverted, LabelledStore.Axis]));
        Assert.That(table.LeftOut, Is.All.Property(nameof(LeftOutTarget.Reason)).Contains("at least 10"));
        Assert.That(table.Rows.SelectMany(row => row.Entries), Is.All.Property(nameof(StudyEntry.Value)).Null);
    }

    [Test]
    public void Of_a_search_the_trial_that_is_best_on_the_validation_set_counts(
        [Values(SearchMethod.Grid, SearchMethod.Halving)] SearchMethod method)
    {
        var study = SmallStudy.On(_data) with
        {
            Arms = [new StudyArm { Name = "scratch" }],
            Tasks = [SmallStudy.On(_data).Tasks[0]],
            Readouts = [SmallStudy.On(_data).Readouts[0]],
            Search = new StudySearch
            {
                Method = method,
                Trials = 3,
                Settings = SmallStudy.Json("""{"Options.LearningRate": [1e-9, 1e-3, 2e-9]}"""),
            },
        };
        Run(study, $"search-{method}");
        using var results = StudyResults.Open(_data.Folder[$"search-{method}"]);
        var result = results.Cells.Single().Result;
        Assert.That(result.Settings, Does.Contain("1e-3"));
        Assert.That(File.ReadAllText(Path.Combine(
            Directory.GetDirectories(_data.Folder[$"search-{method}/cells"]).Single(), "trials.json")), Does.Contain("1, "));
    }

    [Test]
    public void Another_study_of_other_data_is_refused() => Assert.That(
        () => Run(SmallStudy.On(_data) with { Data = new StudyData { Subjects = 50 } }, "whole"),
        Throws.ArgumentException.With.Message.Contains("other data"));

    [TestCase("""{"Options": {"LerningRate": 1}}""", "Options.LerningRate")]
    [TestCase("""{"Options": {"LearningRate": -1}}""", "learning rate")]
    public void A_setting_that_is_wrong_is_named_with_its_place(string settings, string expected)
    {
        var study = SmallStudy.On(_data);
        var wrong = study with { PreTrainings = [study.PreTrainings[0] with { Settings = SmallStudy.Json(settings) }] };
        Assert.That(() => Run(wrong, "wrong"), Throws.Exception.With.Message.Contains(expected).And.Message.Contains("MDM"));
    }

    [Test]
    public void An_unknown_label_is_refused_before_anything_is_trained()
    {
        var study = SmallStudy.On(_data) with { Tasks = [new StudyTask { Name = "t", Targets = ["height"] }] };
        var counted = new Counted();
        Assert.That(() => Run(study, "unknown", progress: counted), Throws.ArgumentException.With.Message.Contains("height"));
        Assert.That(counted.Begun, Is.Empty);
    }

    [Test]
    public void A_damaged_result_is_named()
    {
        Run(SmallStudy.On(_data) with { Readouts = [SmallStudy.On(_data).Readouts[1]] }, "damaged");
        var file = Directory.GetFiles(_data.Folder["damaged"], "result.json", SearchOption.AllDirectories)[0];
        File.WriteAllText(file, File.ReadAllText(file)[..40]);
        Assert.That(
            () => StudyResults.Open(_data.Folder["damaged"]),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains(file).And.Message.Contains("delete the file"));
    }

    private void Run(
        StudyDefinition study, string folder, int jobs = 1, IStudyProgress? progress = null, CancellationToken cancellation = default) =>
        StudyRunner.Run(study, _data.Folder[folder], () => new CpuDevice(threads: 1), jobs, progress, cancellation);

    private string Table(string folder)
    {
        using var results = StudyResults.Open(_data.Folder[folder]);
        var table = StudyTable.Of(results, Few);
        return table.ToJson() + StudyTables.ToMarkdown(table) + StudyTables.ToCsv(table);
    }

    private sealed class Counted : IStudyProgress
    {
        public List<string> Begun { get; } = [];

        public void Preparing(string what, int done, int all)
        {
        }

        public void Planned(IReadOnlyList<StudyStep> steps, IReadOnlyList<StudyStep> done)
        {
        }

        public ITrainingProgress? Begin(StudyStep step)
        {
            Begun.Add(step.Title);
            return null;
        }

        public void End(StudyStep step, string result)
        {
        }
    }

    /// <summary>Cancels after some training steps of all runs together.</summary>
    private sealed class StopAfter(int steps, CancellationTokenSource source) : IStudyProgress, ITrainingProgress
    {
        private int _steps;

        public void Preparing(string what, int done, int all)
        {
        }

        public void Planned(IReadOnlyList<StudyStep> all, IReadOnlyList<StudyStep> done)
        {
        }

        public ITrainingProgress? Begin(StudyStep step) => this;

        public void End(StudyStep step, string result)
        {
        }

        public void Step(in TrainingStep step)
        {
            if (++_steps >= steps) source.Cancel();
        }

        public void Epoch(TrainingEpoch epoch)
        {
        }
    }
}
