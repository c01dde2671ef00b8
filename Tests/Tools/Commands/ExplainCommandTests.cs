using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Explanations;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Studies.Formats;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>From a fine-tuned model and an ECG to a page, pictures and numbers.</summary>
public sealed class ExplainCommandTests
{
    private const string Ecg = "cohort/ecg/V1_000003.hea";

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Train()
    {
        _folder = new TemporaryFolder();
        Done("cohort", "synthesize", "--subjects", "44", "--seed", "1", "--out", _folder["cohort"]);
        Done(
            "prepare", "--ecg", _folder["cohort/ecg"], "--labels", _folder["cohort/subjects.csv"], "--out", _folder["ecgs"],
            "--rate", "100");
        Done("prepare", "--cmr", _folder["cohort/cmr"], "--out", _folder["images"], "--image-size", "96");
        Done(
            "finetune", "--ecg", _folder["ecgs"], "--target", "LVM_g,sex", "--ecg-preset", "pluto", "--window", "500", "--epochs", "1",
            "--batch-size", "16", "--validation", "0.5", "--out", _folder["run"]);
        Done(
            "pretrain", "mmcl", "--ecg", _folder["ecgs"], "--cmr", _folder["images"], "--ecg-preset", "pluto", "--window", "200",
            "--cmr-preset", "resnet18-narrow8", "--image-size", "64", "--epochs", "1", "--batch-size", "4", "--warmup-epochs", "0",
            "--validation", "0.5", "--keep-best", "0", "--projection", "8", "--out", _folder["pairs"]);
        Done([.. Words("first"), "--target", "sex"]);
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void The_numbers_are_those_of_the_prediction_and_add_up()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["first/explanation.json"]));
        var root = json.RootElement;
        var table = Done("predict", "--model", _folder["run"], "--ecg", _folder[Ecg]).Output.Split('\n')[1].Split(',');
        var probability = double.Parse(table[5], CultureInfo.InvariantCulture);
        Assert.That(root.GetProperty("target").GetString(), Is.EqualTo("sex"));
        Assert.That(root.GetProperty("prediction").GetDouble(), Is.EqualTo(probability).Within(1e-5));
        var (value, baseline) = (root.GetProperty("value").GetDouble(), root.GetProperty("baseline").GetDouble());
        Assert.That(1 / (1 + Math.Exp(-value)), Is.EqualTo(probability).Within(1e-5));
        Assert.That(root.GetProperty("complete").GetBoolean(), Is.True);
        var windows = root.GetProperty("windows").EnumerateArray().ToArray();
        Assert.That(windows.Select(window => window.GetProperty("start_seconds").GetDouble()), Is.EqualTo((double[])[0, 5]));
        var sum = windows.SelectMany(window => window.GetProperty("leads").EnumerateArray())
            .SelectMany(lead => lead.EnumerateArray()).Sum(patch => patch.GetDouble());
        Assert.That(sum, Is.EqualTo(value - baseline + root.GetProperty("residual").GetDouble()).Within(1e-9));
        var deletion = root.GetProperty("faithfulness").GetProperty("deletion").GetProperty("values").EnumerateArray().ToArray();
        Assert.That((deletion[0].GetDouble(), deletion[^1].GetDouble()), Is.EqualTo((value, baseline)));
    }

    [Test]
    public void The_picture_is_true_to_scale_and_says_what_it_shows()
    {
        var svg = XDocument.Load(_folder["first/explanation.svg"]).Root!;
        var shapes = svg.Descendants().ToArray();
        string[] texts = [.. shapes.Where(shape => shape.Name.LocalName == "text").Select(shape => shape.Value)];
        Assert.That(texts[0], Does.StartWith("V1_000003, ").And.Match(@"\d+ years, (female|male), \d+ beats per minute$"));
        Assert.That(texts, Has.Some.StartsWith("Prediction: sex: probability of 1 is"));
        Assert.That(texts, Has.Some.StartsWith("Faithfulness against 40 random"));
        Assert.That(string.Join(' ', texts), Does.Contain("25 mm/s, 10 mm/mV").And.Contain("Part of the logit of sex = 1 that 40 ms"));
        Assert.That(texts, Is.SupersetOf((string[])["I", "aVF", "V6", "0 s", "10 s"]));
        // A trace of 10 s is 250 mm long, less the step after its last sample; the pulse is 5 mm wide and 10 mm high.
        double[][][] lines =
        [
            .. shapes.Where(shape => shape.Name.LocalName == "polyline").Select(shape => shape.Attribute("points")!.Value.Split(' ')
                .Select(point => point.Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray()).ToArray()),
        ];
        var traces = lines.Where(line => line.Length == 5000).ToArray();
        Assert.That(traces, Has.Length.EqualTo(12));
        Assert.That(traces.Select(trace => trace[^1][0] - trace[0][0]), Is.All.EqualTo(249.95).Within(1e-6));
        var pulse = lines.Single(line => line.Length == 6);
        Assert.That((pulse[3][0] - pulse[2][0], pulse[1][1] - pulse[2][1]), Is.EqualTo((5.0, 10.0)));
        // Names of leads end before the paper begins, so that they touch no trace.
        var left = traces.Min(trace => trace.Min(point => point[0]));
        foreach (var name in shapes.Where(shape => shape.Value is "I" or "aVR" or "V4" && shape.Name.LocalName == "text"))
        {
            Assert.That(name.Attribute("text-anchor")!.Value, Is.EqualTo("end"));
            Assert.That(double.Parse(name.Attribute("x")!.Value, CultureInfo.InvariantCulture), Is.LessThan(left));
        }
    }

    [Test]
    public void All_formats_and_the_page_are_written_and_the_page_is_complete_by_itself()
    {
        Assert.That(
            Directory.GetFiles(_folder["first"]).Select(Path.GetFileName),
            Is.EquivalentTo((string[])["explanation.html", "explanation.json", "explanation.pdf", "explanation.png", "explanation.svg"]));
        var html = File.ReadAllText(_folder["first/explanation.html"]);
        Assert.That(html, Does.Contain("Faithfulness").And.Contain("Deletion").And.Contain("Attention of the last block"));
        Assert.That(html, Does.Not.Contain("http:").And.Not.Contain("https:").And.Not.Contain("<script").And.Not.Contain(_folder["run"]));
        Assert.That(File.ReadAllBytes(_folder["first/explanation.pdf"])[..5], Is.EqualTo("%PDF-"u8.ToArray()));
        Assert.That(File.ReadAllBytes(_folder["first/explanation.png"]).AsSpan().IndexOf("pHYs"u8), Is.Positive);
    }

    [TestCase("occlusion", "Fall of LVM_g (g) if 1000 ms")]
    [TestCase("rollout", "Share of 1000 ms of one lead")]
    public void Other_methods_say_what_their_colours_mean(string method, string legend)
    {
        var run = Done([.. Words(method), "--method", method]);
        Assert.That(run.Output, Does.Contain("LVM_g: ").And.Contain("95 % interval").And.Contain("Faithfulness against 40 random orders"));
        Assert.That(File.ReadAllText(_folder[$"{method}/explanation.html"]), Does.Contain(legend));
        using var json = JsonDocument.Parse(File.ReadAllText(_folder[$"{method}/explanation.json"]));
        Assert.That(json.RootElement.TryGetProperty("residual", out _), Is.False);
    }

    [Test]
    public void The_files_do_not_depend_on_the_number_of_threads_and_are_replaced_with_force_only()
    {
        Done([.. Words("again"), "--target", "sex", "--threads", "1"]);
        foreach (var file in Directory.GetFiles(_folder["first"]))
            Assert.That(Content(_folder[$"again/{Path.GetFileName(file)}"]), Is.EqualTo(Content(file)), file);
        Assert.That(CommandRun.Of(Words("again")).Error, Does.Contain("already exists").And.Contain("--force"));
        Done([.. Words("again"), "--force"]);
        Assert.That(File.ReadAllText(_folder["again/explanation.json"]), Does.Contain("LVM_g"));
    }

    [Test]
    public void A_study_shows_where_it_agrees_with_the_ecg()
    {
        Done(
            "explain", "--weights", _folder["pairs"], "--ecg", _folder[Ecg], "--cmr", _folder["cohort/cmr/V1_000003.nii.gz"],
            "--image-size", "96", "--out", _folder["agreement"]);
        Assert.That(
            Directory.GetFiles(_folder["agreement"]).Select(Path.GetFileName),
            Is.EquivalentTo((string[])["explanation.html", "localization-over-time.png", "localization.png"]));
        Assert.That(
            File.ReadAllText(_folder["agreement/explanation.html"]),
            Does.Contain("Agreement with cardiac MR").And.Contain("Agreement over time"));
        var wrong = CommandRun.Of(
            "explain", "--weights", _folder["run"], "--ecg", _folder[Ecg], "--cmr", _folder["cohort/cmr/V1_000003.nii.gz"],
            "--out", _folder["none"]);
        Assert.That((wrong.ExitCode, Directory.Exists(_folder["none"])), Is.EqualTo((ExitCode.Failure, false)));
        Assert.That(wrong.Error, Does.Not.Contain("bug"));
    }

    [Test]
    public void The_run_knows_how_its_images_were_prepared()
    {
        string[] words =
            ["explain", "--weights", _folder["pairs"], "--ecg", _folder[Ecg], "--cmr", _folder["cohort/cmr/V1_000003.nii.gz"], "--out"];
        Done([.. words, _folder["without"]]);
        Done([.. words, _folder["with"], "--image-size", "96"]);
        Assert.That(
            File.ReadAllBytes(_folder["without/localization.png"]), Is.EqualTo(File.ReadAllBytes(_folder["with/localization.png"])));
        var other = CommandRun.Of([.. words, _folder["other"], "--image-size", "100"]);
        Assert.That((other.ExitCode, Directory.Exists(_folder["other"])), Is.EqualTo((ExitCode.Failure, false)));
        Assert.That(other.Error, Does.Contain("images of 96 pixels, not 100"));
    }

    [Test]
    public void Maps_of_a_cohort_are_compared_with_its_hearts()
    {
        var run = Done(
            "explain", "--truth", _folder["cohort"], "--model", _folder["run"], "--weights", _folder["pairs"], "--people", "12",
            "--method", "occlusion", "--out", _folder["truth"]);
        Assert.That(run.Output, Does.Contain("Maps of LVM_g").And.Contain("Localisation maps of pairs").And.Contain("chance"));
        Assert.That(Directory.GetFiles(_folder["truth"]).Select(Path.GetFileName), Is.EquivalentTo((string[])["truth.html", "truth.json"]));
        Assert.That(File.ReadAllText(_folder["truth/truth.html"]), Does.Contain("None of the people was in a training set"));
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["truth/truth.json"]));
        var (maps, pairs) = (json.RootElement.GetProperty("prediction_LVM_g"), json.RootElement.GetProperty("pairs"));
        var people = maps.GetProperty("qrs").GetProperty("people").GetInt32();
        Assert.That(people, Is.EqualTo(12).And.EqualTo(pairs.GetProperty("heart").GetProperty("people").GetInt32()));
        Assert.That(maps.TryGetProperty("territory", out _), Is.False, "a territory does not cause the mass");
        foreach (var row in maps.EnumerateObject().Concat(pairs.EnumerateObject()))
        {
            var (value, chance, above) = (Number("value"), Number("chance"), Number("above_chance"));
            Assert.That(above, Is.EqualTo(value - chance).Within(1e-9), row.Name);
            Assert.That(Number("above_chance_low"), Is.LessThanOrEqualTo(above), row.Name);
            var verdict = Number("above_chance_low") > 0 ? "better than chance"
                : Number("above_chance_high") < 0 ? "below chance" : "not shown to be better than chance";
            Assert.That(row.Value.GetProperty("verdict").GetString(), Is.EqualTo(verdict), row.Name);

            double Number(string name) => row.Value.GetProperty(name).GetDouble();
        }
    }

    /// <summary>A pair of files and the same pair of the stores that the run was trained on.</summary>
    [Test]
    public void The_maps_of_files_are_those_of_the_stores()
    {
        using var device = new CpuDevice(1);
        using var ecgs = EcgStore.Open(_folder["ecgs"]);
        using var images = ImageStore.Open(_folder["images"]);
        var cohort = new PairedCohort(ecgs, images);
        var checkpoint = RunFolder.Weights(_folder["pairs"]);
        var configuration = ContrastiveConfiguration.Parse(checkpoint, Checkpoint.ReadConfiguration(checkpoint));
        var recipe = ContrastiveRecipe.Create(device, cohort, configuration);
        Checkpoint.LoadModel(checkpoint, recipe.Model);
        var row = cohort.Patients.ToList().FindIndex(person => person.Patient == "V1_000003");
        var stored = recipe.Localize([row])!;
        var study = CmrStudies.Open(_folder["cohort/cmr/V1_000003.nii.gz"]).Studies.Single().Read();
        var pair = PairModel.Load(device, _folder["pairs"])
            .Localize(EcgFormats.Default.Read(_folder[Ecg]), new CmrPreparation { Size = 96 }.Prepare(study));
        Assert.That(pair.Ecg, Is.EqualTo(stored.Pairs.Second.Plain[..pair.Ecg.Length].ToArray()));
        // Stores keep pixels in 16 bits: half a step is 7.6e-6. The maps are cosines of what follows from them.
        Assert.That(pair.Image, Is.EqualTo(stored.Pairs.First.Plain[..pair.Image.Length].ToArray()).Within(8e-6));
        Assert.That(pair.Maps.Ecg, Is.EqualTo(stored.Maps.Ecg).Within(1e-4));
        Assert.That(pair.Maps.Image, Is.EqualTo(stored.Maps.Image).Within(1e-4));
    }

    [Test]
    public void Localisation_of_virtual_people_is_measured_against_their_hearts()
    {
        using var device = new CpuDevice(1);
        var truth = PairTruth.Measure(
            PairModel.Load(device, _folder["pairs"]), Enumerable.Range(0, 5).Select(new VirtualCohort(1).Subject),
            new CmrPreparation { Size = 96 }, resamples: 100);
        Assert.That(truth.Heart.People, Is.EqualTo(5));
        Assert.That(truth.Myocardium.Chance.Value, Is.Positive.And.LessThan(truth.Heart.Chance.Value));
        Assert.That(truth.Heart.Share.Value, Is.InRange(0, 1).And.GreaterThan(truth.Myocardium.Share.Value));
        Assert.That(truth.P.Chance.Value + truth.Qrs.Chance.Value + truth.StT.Chance.Value, Is.InRange(0.4, 0.8));
    }

    [Test]
    public void What_does_not_fit_is_refused_and_nothing_is_written()
    {
        Directory.CreateDirectory(_folder["damaged"]);
        File.Copy(_folder[Ecg], _folder["damaged/V1_000003.hea"]);
        File.WriteAllBytes(_folder["damaged/V1_000003.dat"], [1, 2, 3]);
        string[][] lines =
        [
            ["explain", "--model", _folder["run"], "--ecg", _folder["damaged/V1_000003.hea"], "--out", _folder["none"]],
            ["explain", "--model", _folder["run/last.safetensors"], "--ecg", _folder[Ecg], "--out", _folder["none"]],
            [.. Words("none"), "--target", "LVM"],
        ];
        foreach (var line in lines)
        {
            var run = CommandRun.Of(line);
            Assert.That((run.ExitCode, Directory.Exists(_folder["none"])), Is.EqualTo((ExitCode.Failure, false)), run.Error);
        }
        Assert.That(CommandRun.Of([.. Words("none"), "--target", "LVM"]).Error, Does.Contain("choose one of LVM_g, sex"));
    }

    [TestCase("--model m --out o", "specify either --ecg or --truth")]
    [TestCase("--ecg e --truth t --model m --out o", "specify either --ecg or --truth")]
    [TestCase("--truth t --out o", "--truth needs --model, --weights or both")]
    [TestCase("--truth t --model m --cmr c --out o", "--cmr cannot be used with --truth")]
    [TestCase("--truth t --model m --random-orders 50 --out o", "--random-orders cannot be used with --truth")]
    [TestCase("--truth t --model m --image-size 64 --out o", "--image-size with --truth needs --weights")]
    [TestCase("--ecg e --model m --people 5 --out o", "--people can only be used with --truth")]
    [TestCase("--ecg e --out o", "specify --model")]
    [TestCase("--ecg e --out o --model m --cmr c", "--cmr and --weights need each other")]
    [TestCase("--ecg e --out o --model m --weights w", "--cmr and --weights need each other")]
    [TestCase("--ecg e --out o --weights w --cmr c --method rollout", "--method can only be used with --model")]
    [TestCase("--ecg e --out o --model m --image-size 64", "--image-size can only be used with --cmr")]
    [TestCase("--ecg e --out o --model m --random-orders 39", "--random-orders")]
    [TestCase("--ecg e --out o --model m --method gradient", "gradient")]
    public void Contradictions_are_usage_errors(string words, string because)
    {
        var run = CommandRun.Of(["explain", .. words.Split(' ')]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(run.Error, Does.Contain(because));
    }

    [Test]
    public void Colours_are_paper_at_zero_and_as_strong_below_as_above()
    {
        var scale = HeatScale.Of([-2, 0, 1, 2], isSigned: true);
        Assert.That(scale.Colour(0), Is.EqualTo(HeatScale.Paper));
        Assert.That(scale.Colour(100), Is.EqualTo(scale.Colour(scale.Largest)));
        Assert.That(scale.Colour(1).Red, Is.GreaterThan(scale.Colour(1).Blue));
        Assert.That(scale.Colour(-1).Blue, Is.GreaterThan(scale.Colour(-1).Red));
        Assert.That(HeatScale.Of([0, 0], isSigned: true).Colour(0), Is.EqualTo(HeatScale.Paper));
    }

    private string[] Words(string output) =>
        ["explain", "--model", _folder["run"], "--ecg", _folder[Ecg], "--random-orders", "40", "--out", _folder[output]];

    private static CommandRun Done(params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.Zero, $"{string.Join(' ', words)}: {run.Error}");
        return run;
    }

    /// <summary>The bytes of a file; of a page those before its footer, which states the command.</summary>
    private static byte[] Content(string file)
    {
        var bytes = File.ReadAllBytes(file);
        return file.EndsWith(".html", StringComparison.Ordinal) ? bytes[..bytes.AsSpan().IndexOf("<footer"u8)] : bytes;
    }
}
