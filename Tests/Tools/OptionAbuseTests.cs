using System.CommandLine;
using System.Diagnostics;
using EcgCmrNative.Cli;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>
/// Every option of every command with absurd values, generated from the command line itself: a usage error, a failure in this
/// program's words, or a success that is right; soon, and without much memory.
/// </summary>
public sealed class OptionAbuseTests
{
    private const double MostSeconds = 20;
    private const long MostBytes = 400L << 20;

    private static readonly string VeryLong = new('x', 30_000);

    private static readonly string[] Numbers =
        ["NaN", "Infinity", "-Infinity", "1e9", "-1e9", "1000000000", "-1000000000", "1e300", "-1", "0", "", VeryLong, "1e-300"];

    /// <summary>What .NET says, and what this program says of its own mistakes.</summary>
    private static readonly string[] RawPhrases =
    [
        "This is a bug", "Could not find", "Specified argument", "Array dimensions", "Exception", "Arithmetic operation",
        "Object reference", "Index was", "Parameter '", "Access to the path", "Actual value was", "   at ", "Input string",
        "The process cannot", "Destination is too short", "Value cannot be", "Non-negative number", "Insufficient memory",
        "Nullable object", "Sequence contains", "Cannot create", "is too long, or a component",
    ];

    private TemporaryFolder _folder = null!;
    private string _before = "";
    private int _outputs;

    [OneTimeSetUp]
    public void PrepareAndTrain()
    {
        _folder = new TemporaryFolder();
        _before = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(Directory.CreateDirectory(_folder["here"]).FullName);
        File.WriteAllText("file", "text\n");
        Directory.CreateDirectory("folder");
        File.WriteAllText("folder/file", "text\n");
        Directory.CreateDirectory("empty");
        Done("cohort", "synthesize", "--subjects", "26", "--out", "cohort");
        Done("prepare", "--ecg", "cohort/ecg", "--labels", "cohort/subjects.csv", "--out", "ecgs", "--rate", "100");
        Done("prepare", "--cmr", "cohort/cmr", "--out", "images", "--image-size", "32");
        Done([.. Line("pretrain mdm"), "--out", "run"]);
        Done([.. Line("pretrain mmcl"), "--out", "pairs"]);
        Done([.. Line("finetune"), "--out", "tuned"]);
        File.WriteAllText("study.json", """
            {
              "Name": "small", "Data": {"Ecg": "ecgs", "Validation": 0.2, "Test": 0.2},
              "Arms": [{"Name": "scratch"}], "Tasks": [{"Name": "mass", "Targets": ["LVM_g"]}],
              "Readouts": [{"Name": "probe", "IsProbe": true, "Settings": {"Ecg": {"Preset": "pluto", "Window": 200}}}]
            }
            """);
        Done("study", "run", "study.json", "--out", "study");
        Done([.. Line("embed"), "--out", "emb.npy"]);
    }

    [OneTimeTearDown]
    public void Delete()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Dispose();
    }

    private static IEnumerable<string> Commands() =>
        EcgcmrCommandLine.Tools(EcgcmrCommandLine.Create()).Select(path => EcgcmrCommandLine.Name(path)["ecgcmr ".Length..]);

    /// <summary>A short command line of the command, without its output.</summary>
    private static string[] Line(string command) =>
    [
        .. command.Split(' '), .. (command switch
        {
            "inspect" => "cohort/ecg/V0_000000.hea",
            "prepare" => "--ecg cohort/ecg --rate 100",
            "embed" => "--ecg ecgs --weights run",
            "probe" => "--ecg ecgs --weights run --validation-folds 1-12 --test-folds 13-18 --labels LVM_g --resamples 100 --allow-seen",
            "retrieve" => "--ecg ecgs --cmr images --weights pairs --part validation",
            "export" => "--weights run",
            "finetune" => $"--ecg ecgs --target LVM_g {OfEcgs} {OfRuns}",
            "predict" => "--ecg cohort/ecg/V0_000000.hea --model tuned",
            "explain" => "--ecg cohort/ecg/V0_000000.hea --model tuned --random-orders 40",
            "evaluate" => "--ecg ecgs --model tuned --resamples 100 --allow-seen",
            "map" => "--embeddings emb.npy",
            "cohort synthesize" => "--subjects 1",
            "cohort picture" => "--subject 0",
            "verify" => "empty",
            "demo" or "gradcheck" or "devices" => "",
            "study run" => "study.json --jobs 1",
            "study table" => "study --resamples 100",
            "study show" => "demo",
            "pretrain mdm" => $"--ecg ecgs {OfEcgs} {OfRuns}",
            "pretrain simclr-cmr" => $"--cmr images {OfImages} {OfRuns}",
            "pretrain mmcl" or "pretrain byol-multimodal" => $"--ecg ecgs --cmr images {OfEcgs} {OfImages} {OfRuns} --projection 8",
            _ => $"--ecg ecgs {OfEcgs} {OfRuns} --projection 8",
        }).Split(' ', StringSplitOptions.RemoveEmptyEntries),
    ];

    private const string OfEcgs = "--ecg-preset pluto --window 200";
    private const string OfImages = "--cmr-preset resnet18-narrow8 --image-size 16";
    private const string OfRuns = "--epochs 1 --batch-size 4 --warmup-epochs 0 --validation 0.5 --keep-best 0";

    /// <summary>Commands that run long, or whose options those of another command cover: only their words are read.</summary>
    private static bool IsOnlyRead(string command) =>
        command is "demo" or "gradcheck" or "finetune" or "study run"
        || (command.StartsWith("pretrain", StringComparison.Ordinal) && command is not "pretrain mdm");

    [TestCaseSource(nameof(Commands))]
    public void NothingThatIsTypedEndsInAMessageOfTheSystem(string command)
    {
        var (cases, refused, failed, succeeded, slowest) = (0, 0, 0, 0, 0.0);
        var (path, tool) = Find(command);
        string[] others = ["no/such/path", "folder", "file", "empty", "/dev/null", "/proc/x/y", "no\0thing", "../here/file"];
        using (Assert.EnterMultipleScope())
        {
            foreach (var option in tool.Options)
            {
                foreach (var value in Numbers.Concat(others))
                {
                    var words = With(Line(command), option, value, path);
                    var started = Stopwatch.GetTimestamp();
                    var bytes = GC.GetTotalAllocatedBytes();
                    var run = IsOnlyRead(command) ? Read(words) : CommandRun.Of(words);
                    var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                    bytes = GC.GetTotalAllocatedBytes() - bytes;
                    cases++;
                    slowest = Math.Max(slowest, seconds);
                    if (run.ExitCode == ExitCode.UsageError) refused++;
                    else if (run.ExitCode == ExitCode.Failure) failed++;
                    else succeeded++;
                    var what = $"{command} {option.Name} {value[..Math.Min(20, value.Length)]}";
                    CheckAnswer(run, option, value, what);
                    Assert.That(seconds, Is.LessThan(MostSeconds), what);
                    Assert.That(bytes, Is.LessThan(MostBytes), what);
                }
            }
        }
        TestContext.Out.WriteLine(
            $"{command}: {cases} cases, {refused} usage errors, {failed} failures, {succeeded} accepted; slowest {slowest:F1} s");
    }

    [TestCaseSource(nameof(Commands))]
    public void TheShortLineOfTheCommandIsRight(string command)
    {
        if (IsOnlyRead(command)) Assert.That(Read([.. Line(command), .. Output(command)]).Error, Is.Empty);
        else if (command != "verify") Done([.. Line(command), .. Output(command)]);
    }

    [TestCaseSource(nameof(Commands))]
    public void EveryNumberHasARangeInTheHelp(string command)
    {
        foreach (var option in Find(command).Tool.Options.Where(IsNumber))
            Assert.That(option.Description, Does.Match(@"(From|Above|Between|At least) -?\d"), option.Name);
    }

    private static void CheckAnswer(CommandRun run, Option option, string value, string what)
    {
        Assert.That(run.ExitCode, Is.AnyOf(ExitCode.Success, ExitCode.Failure, ExitCode.UsageError), what);
        var raw = Array.Find(RawPhrases, phrase => run.Error.Contains(phrase, StringComparison.Ordinal));
        Assert.That(raw, Is.Null, $"{what}: {run.Error[..Math.Min(300, run.Error.Length)]}");
        if (run.ExitCode != ExitCode.Success) Assert.That(run.Error + run.Output, Is.Not.Empty, what);
        if (!IsNumber(option) || (double.TryParse(value, out var number) && double.IsFinite(number) && Math.Abs(number) < 1e300)) return;
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError), what);
        Assert.That(run.Error, Does.Contain(option.Name), what);
    }

    private static bool IsNumber(Option option)
    {
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        return (type.IsArray ? type.GetElementType() : type) is var single
            && (single == typeof(int) || single == typeof(double) || single == typeof(ulong));
    }

    private static (IReadOnlyList<Command> Path, ToolCommand Tool) Find(string command)
    {
        var path = EcgcmrCommandLine.Tools(EcgcmrCommandLine.Create()).Single(path => EcgcmrCommandLine.Name(path) == $"ecgcmr {command}");
        return (path, (ToolCommand)path[^1]);
    }

    /// <summary>What a usage error would say; nothing is done.</summary>
    private static CommandRun Read(string[] words)
    {
        var error = UsageErrors.Find(EcgcmrCommandLine.Parse(EcgcmrCommandLine.Create(), words));
        return new CommandRun(error is null ? ExitCode.Success : ExitCode.UsageError, "", error ?? "");
    }

    /// <summary>The line with another value of an option, and with an output that does not exist.</summary>
    private string[] With(string[] line, Option option, string value, IReadOnlyList<Command> path)
    {
        var words = line.ToList();
        var at = words.IndexOf(option.Name);
        if (at >= 0)
        {
            var end = words.FindIndex(at + 1, word => word.StartsWith("--", StringComparison.Ordinal));
            words.RemoveRange(at, (end < 0 ? words.Count : end) - at);
        }
        if (option.Name != "--out") words.AddRange(Output(EcgcmrCommandLine.Name(path)["ecgcmr ".Length..]));
        return [.. words, option.Name, value];
    }

    private string[] Output(string command) => command switch
    {
        "embed" => ["--out", $"outputs/{_outputs++}.npy"],
        "predict" => ["--out", $"outputs/{_outputs++}.csv"],
        "map" => ["--out", $"outputs/{_outputs++}.html"],
        "cohort picture" => ["--out", $"outputs/{_outputs++}.png"],
        "inspect" or "probe" or "evaluate" or "retrieve" or "verify" or "gradcheck" or "devices" or "study table"
            or "study show" => [],
        _ => ["--out", $"outputs/{_outputs++}"],
    };

    private static void Done(params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.Zero, $"{string.Join(' ', words)}: {run.Error}");
    }
}
