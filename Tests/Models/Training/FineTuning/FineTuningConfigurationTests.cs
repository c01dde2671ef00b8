using System.Text.Json.Nodes;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Training.FineTuning;

public sealed class FineTuningConfigurationTests
{
    private static readonly CohortRecord[] Records =
        [.. Enumerable.Range(0, 60).Select(i => new CohortRecord($"r{i}", $"person{i / 2}", []))];

    private static readonly PredictionTarget[] Targets =
    [
        new()
        {
            Name = "LVEDV_mL",
            Kind = TargetKind.Number,
            Unit = "mL",
            Mean = 151.25,
            Deviation = 31.5,
            Known = 18,
        },
        new()
        {
            Name = "CAD",
            Kind = TargetKind.Classes,
            ClassValues = [0, 1],
            Prevalence = [0.75, 0.25],
            ClassWeights = [2 / 3.0, 2],
            Known = 20,
        },
        new() { Name = "death", Kind = TargetKind.TimeToEvent, TimeName = "years", Unit = "years", Known = 12 },
    ];

    [Test]
    public void ItSurvivesItsJson()
    {
        var options = new FineTuningOptions
        {
            Targets = Targets,
            LabelFraction = 0.1,
            Optimizer = FineTuningOptimizer.Lars,
            LearningRate = 3e-4,
            MinimumLearningRate = 1e-6,
            LayerDecay = 0.5,
            WeightDecay = 0.2,
            LabelSmoothing = 0,
            DropLeads = 0.25,
            ReferenceQuirks = true,
        };
        FineTuningConfiguration[] all =
        [
            Configuration() with { Options = options },
            Configuration() with { Options = options, Ecg = null, Cmr = new CmrSideOptions { Weights = "run", Frozen = true } },
        ];
        foreach (var configuration in all)
        {
            var json = configuration.ToJson();
            var read = FineTuningConfiguration.Parse("run", json);
            Assert.That(read.ToJson(), Is.EqualTo(json));
            Assert.That((read.Ecg, read.Cmr, read.Training), Is.EqualTo((configuration.Ecg, configuration.Cmr, configuration.Training)));
            Assert.That(
                read.Options with { Targets = [] }, Is.EqualTo(options with { Targets = read.Options.Targets.Count == 3 ? [] : Targets }));
            Assert.That(read.Options.Targets[1].ClassWeights, Is.EqualTo(Targets[1].ClassWeights));
            Assert.That(read.LearnedLabels, Is.EqualTo(new[] { "LVEDV_mL", "CAD", "death", "years" }));
            Assert.That((read.StartingWeights.Count, read.IsFrozen), Is.EqualTo(configuration.Cmr is null ? (0, false) : (1, true)));
        }
    }

    [Test]
    public void WhatAnEarlierVersionDidNotWriteIsTheDefault()
    {
        var json = JsonNode.Parse((Configuration() with { Options = new FineTuningOptions { Targets = Targets } }).ToJson())!;
        json["Options"]!.AsObject().Remove("LayerDecay");
        json["Options"]!.AsObject().Remove("LabelFraction");
        var read = FineTuningConfiguration.Parse("run", json.ToJsonString());
        Assert.That((read.Options.LayerDecay, read.Options.LabelFraction), Is.EqualTo((0.75, 1.0)));
        Assert.That(read.Cmr, Is.Null);
    }

    [TestCase("mmcl")]
    [TestCase("mdm")]
    [TestCase("Finetune")]
    public void AnotherRecipeIsRefused(string recipe) => Assert.That(
        () => FineTuningConfiguration.Parse("run/last.safetensors", (Configuration() with { Recipe = recipe }).ToJson()),
        Throws.TypeOf<DataFormatException>().With.Message.Contains($"of a run of '{recipe}', not of 'finetune'")
            .And.Message.StartsWith("run/last.safetensors"));

    [TestCase("Targets[0]", "null", "a target is null")]
    [TestCase("Targets[0].Name", "\"\"", "a target has no name")]
    [TestCase("Targets[0].Name", "null", "Name")]
    [TestCase("Targets[0].Kind", "\"Colour\"", "Kind")]
    [TestCase("Targets[0].Kind", "17", "unknown kind 17")]
    [TestCase("Targets[0].Deviation", "0", "target 'LVEDV_mL': mean 151.25 and deviation 0")]
    [TestCase("Targets[0].Deviation", "1e999", "configuration cannot be read")]
    [TestCase("Targets[0].Mean", "1e999", "configuration cannot be read")]
    [TestCase("Targets[1].ClassValues", "[1]", "target 'CAD': 1 classes")]
    [TestCase("Targets[1].ClassValues", "[1,0]", "target 'CAD': the values of its classes do not ascend")]
    [TestCase("Targets[1].ClassValues", "[1,1]", "target 'CAD': the values of its classes do not ascend")]
    [TestCase("Targets[1].ClassWeights", "[1,2,3]", "target 'CAD': 3 class weights for 2 classes")]
    [TestCase("Targets[1].ClassWeights", "[1,0]", "target 'CAD': a class weight is not a number above 0")]
    [TestCase("Targets[1].Prevalence", "[1]", "target 'CAD': 1 prevalences, 2 classes")]
    [TestCase("Targets[2].TimeName", "null", "target 'death': its time has no name")]
    public void ADamagedTargetIsRefusedWithWords(string place, string value, string reason)
    {
        var json = JsonNode.Parse((Configuration() with { Options = new FineTuningOptions { Targets = Targets } }).ToJson())!;
        var index = place["Targets[".Length] - '0';
        var targets = json["Options"]!["Targets"]!.AsArray();
        if (place.Split('.') is [_, var property]) targets[index]![property] = JsonNode.Parse(value);
        else targets[index] = JsonNode.Parse(value);
        Assert.That(
            () => FineTuningConfiguration.Parse("last.safetensors", json.ToJsonString()),
            Throws.TypeOf<DataFormatException>().With.Message.Contains(reason).And.Message.StartsWith("last.safetensors"));
    }

    [Test]
    public void EveryDamagedConfigurationIsRefusedOrRead()
    {
        var (tried, refused) = (0, 0);
        foreach (var (what, json) in JsonMutations.Of(
            (Configuration() with { Options = new FineTuningOptions { Targets = Targets } }).ToJson()))
        {
            tried++;
            try
            {
                var read = FineTuningConfiguration.Parse("last.safetensors", json);
                Assert.That(read.LearnedLabels.Count + read.StartingWeights.Count, Is.LessThan(6), what);
                Assert.That(read.ToJson(), Is.Not.Empty, what);
            }
            catch (DataFormatException refusal)
            {
                refused++;
                Assert.That(refusal.Message, Does.StartWith("last.safetensors"), what);
            }
            catch (Exception other) when (other is not AssertionException)
            {
                Assert.Fail($"{what}: {other}");
            }
        }
        Assert.That(tried, Is.GreaterThan(300));
        Assert.That(refused, Is.GreaterThan(tried / 4));
    }

    [Test]
    public void AShareOfLabelsIsOfWholePeopleAndWithinEachLargerShare()
    {
        var configuration = Configuration() with { ValidationRows = [0, 1, 2, 3], TestRows = [4, 5] };
        int[] before = [];
        foreach (var fraction in (double[])[0.01, 0.1, 0.34, 0.5, 0.99, 1])
        {
            var rows = Rows(configuration, fraction);
            Assert.That(rows, Is.Ordered.And.SupersetOf(before), $"{fraction}");
            Assert.That(rows, Has.None.LessThan(6), "held out");
            Assert.That(rows.GroupBy(row => Records[row].Patient).Select(person => person.Count()), Is.All.EqualTo(2), $"{fraction}");
            Assert.That(rows, Has.Length.EqualTo(2 * (int)Math.Ceiling(27 * fraction)));
            before = rows;
        }
    }

    [Test]
    public void WhoseLabelsAreUsedDependsOnSeedAndNameAlone()
    {
        var configuration = Configuration() with { ValidationRows = [0, 1] };
        var people = Rows(configuration, 0.3).Select(row => Records[row].Patient).ToHashSet();
        CohortRecord[] reversed = [.. Records.Reverse()];
        var again = configuration with
        {
            ValidationRows = [58, 59],
            Options = new FineTuningOptions { LabelFraction = 0.3 },
        };
        Assert.That(again.LabelledRows(reversed).Select(row => reversed[row].Patient).ToHashSet(), Is.EquivalentTo(people));
        var others = Rows(configuration with { Training = configuration.Training with { Seed = 6 } }, 0.3)
            .Select(row => Records[row].Patient).ToHashSet();
        Assert.That(others, Is.Not.EquivalentTo(people));
    }

    /// <summary>Who is in the test set says nothing about whose labels are used.</summary>
    [Test]
    public void LabelsAreDrawnIndependentlyOfTheSplit()
    {
        CohortRecord[] many = [.. Enumerable.Range(0, 2000).Select(i => new CohortRecord($"r{i}", $"person{i}", []))];
        var first = many.Where(record => PatientSplit.Place(record.Patient, 5) < 0.5).Select(record => record.Patient).ToHashSet();
        var labelled = (Configuration() with { Options = new FineTuningOptions { LabelFraction = 0.5 } }).LabelledRows(many);
        // 1000 of 2000, of which a half: 5 standard deviations are 110.
        Assert.That(labelled.Count(row => first.Contains(many[row].Patient)), Is.InRange(390, 610));
    }

    private static int[] Rows(FineTuningConfiguration configuration, double fraction) =>
        [.. (configuration with { Options = new FineTuningOptions { LabelFraction = fraction } }).LabelledRows(Records)];

    private static FineTuningConfiguration Configuration() => new()
    {
        Ecg = new EcgSideOptions { Preset = "pluto", Window = 500 },
        Training = new TrainingOptions { Epochs = 3, BatchSize = 4, Seed = 5 },
        Leads = Enum.GetNames<Lead>(),
        Preparation = new EcgPreparation { WindowSamples = 1000 },
    };
}
