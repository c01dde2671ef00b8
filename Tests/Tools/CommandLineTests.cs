using EcgCmrNative.Cli;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

public sealed class CommandLineTests
{
    private static IEnumerable<string> Examples() =>
        EcgcmrCommandLine.Tools(EcgcmrCommandLine.Create()).SelectMany(path => ((ToolCommand)path[^1]).Examples);

    private static IEnumerable<string> Commands() =>
    [
        "demo", "cohort synthesize", "cohort picture", "pretrain mdm", "pretrain simclr-ecg", "pretrain clocs", "pretrain byol",
        "pretrain barlow", "pretrain simclr-cmr", "pretrain mmcl", "pretrain byol-multimodal", "prepare", "embed", "export", "probe",
        "retrieve", "inspect", "verify", "gradcheck", "devices", "finetune", "predict", "explain", "evaluate", "map",
        "study run", "study table", "study show",
    ];

    [TestCaseSource(nameof(Examples))]
    public void AnExampleIsACommandLine(string example)
    {
        var words = example.Split(' ');
        Assert.That(words[0], Is.EqualTo("ecgcmr"));
        var line = EcgcmrCommandLine.Parse(EcgcmrCommandLine.Create(), words[1..]);
        Assert.That(UsageErrors.Find(line), Is.Null);
        Assert.That(line.Errors, Is.Empty);
    }

    [Test]
    public void EveryCommandIsTested() =>
        Assert.That(
            EcgcmrCommandLine.Tools(EcgcmrCommandLine.Create()).Select(EcgcmrCommandLine.Name),
            Is.EquivalentTo(Commands().Select(command => $"ecgcmr {command}")));

    [TestCaseSource(nameof(Commands))]
    public void HelpEndsWithAnExample(string command)
    {
        var run = CommandRun.Of([.. command.Split(' '), "--help"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success));
        var joined = run.Output.Replace(" \\\n", "", StringComparison.Ordinal);
        Assert.That(joined.TrimEnd().Split('\n')[^1].Trim(), Does.StartWith($"ecgcmr {command}"));
    }

    [TestCaseSource(nameof(Commands))]
    public void AnUnknownOptionIsRefusedInOneLine(string command)
    {
        var run = CommandRun.Of([.. command.Split(' '), "--no-such-option"]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [TestCase("demo --ecg folder --subjects 40", "--subjects")]
    [TestCase("demo --ecg folder --minutes 0", "--minutes")]
    [TestCase("demo --minutes 1", "--minutes needs --ecg")]
    [TestCase("demo --labels l.csv", "--labels needs --ecg")]
    [TestCase("demo --subjects 10", "--subjects")]
    [TestCase("pretrain mdm --ecg e --out r --minutes 1 --epochs 3", "both set the number of epochs")]
    [TestCase("pretrain mdm --ecg e --out r --minutes 1 --resume", "--minutes is for new runs")]
    [TestCase("pretrain mdm --ecg e --out r --config c.json --resume", "--config is for new runs")]
    [TestCase("pretrain mdm --ecg e --out r --recipe large", "--recipe")]
    [TestCase("finetune --ecg e --out r", "--target")]
    [TestCase("study show none", "no study 'none'")]
    [TestCase("study run demo", "--out")]
    [TestCase("study run demo --out d --jobs 0", "--jobs")]
    [TestCase("devices --threads -1", "--threads")]
    [TestCase("gradcheck --device tpu", "tpu")]
    [TestCase("gradcheck --device reference --threads 2", "--threads")]
    [TestCase("inspect a.hea b.hea --picture p.png", "--picture")]
    [TestCase("prepare --ecg a --out b --rate 0", "--rate")]
    [TestCase("prepare --ecg a --out b --patient-column who", "--labels")]
    [TestCase("prepare --ecg a --out b --low-rate --labels l.csv", "--low-rate")]
    [TestCase("prepare --out b", "--cmr")]
    [TestCase("prepare --ecg a --cmr c --out b", "exclude each other")]
    [TestCase("prepare --ecg a --out b --image-size 64", "--image-size can only be used with --cmr")]
    [TestCase("prepare --cmr a --out b --seconds 10", "--seconds can only be used with --ecg")]
    [TestCase("prepare --cmr a --out b --low-rate", "--low-rate can only be used with --ecg")]
    [TestCase("prepare --cmr a --out b --image-size 0", "--image-size")]
    [TestCase("prepare --cmr a --out b --mm-per-pixel 0", "--mm-per-pixel")]
    [TestCase("embed --weights w --out o.npy", "--ecg")]
    [TestCase("embed --weights w --ecg a --data b --out o.npy", "--data is now --ecg")]
    [TestCase("probe --weights w --ecg d", "--test")]
    [TestCase("probe --weights w --ecg d --test 0.2 --resamples 0", "--resamples")]
    [TestCase("probe --weights =w --ecg d --test 0.2", "=w")]
    [TestCase("probe --weights w --ecg d --test 0.2 --group a", "--group a")]
    [TestCase("probe --weights w --ecg d --test 0.2 --group a=b a=c", "twice")]
    [TestCase("probe --weights w --ecg d --test 0.6 --validation 0.5", "the training set is empty")]
    [TestCase("retrieve --weights w --ecg e --cmr c --part all", "all")]
    [TestCase("pretrain simclr-cmr --cmr d --out o --cmr-preset unet --channels ed,mid,es", "unet takes 2 channels")]
    [TestCase("pretrain simclr-cmr --cmr d --out o --channels es,ed", "es,ed")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --cmr-preset unet50", "unet50")]
    [TestCase("pretrain simclr-ecg --ecg d --out o --ecg-preset huge", "huge")]
    [TestCase("pretrain mdm --ecg d --out o --lr 1 --base-lr 1", "--base-lr")]
    [TestCase("pretrain mdm --ecg d --out o --ecg-preset huge", "huge")]
    [TestCase("pretrain mdm --ecg d --out o --mask-ratio 1.5", "1.5")]
    [TestCase("pretrain mdm --ecg d --out o --epochs 0", "--epochs 0: must be from 1 to 1000000")]
    [TestCase("pretrain mdm --ecg d --out o --epochs 10 --warmup-epochs 11", "--warmup-epochs")]
    [TestCase("pretrain mdm --ecg d --out o --ecg-augmentation none --jitter 0.1", "--jitter")]
    [TestCase("pretrain mdm --ecg d --out o --epochs nan", "--epochs nan: must be a whole number")]
    [TestCase("pretrain mdm --ecg d --out o --batch-size 1e3", "--batch-size 1e3")]
    [TestCase("pretrain mdm --ecg d --out o --validation half", "--validation half: must be a number")]
    [TestCase("pretrain mdm --ecg d --out o --epochs", "--epochs")]
    [TestCase("pretrain mdm --ecg d --out o --epochs 1 --epochs 2", "--epochs")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --epochs nan", "--epochs nan")]
    [TestCase("gradcheck --seed -1", "--seed -1: must be a whole number from 0 to")]
    [TestCase("gradcheck --device cpu:1", "cpu:1")]
    [TestCase("gradcheck --device opencl:first", "opencl:first")]
    [TestCase("prepare --ecg a --out b --missing-leads guess", "derive")]
    [TestCase("prepare --ecg a --out b --seconds 0.0001", "0 samples")]
    [TestCase("prepare --ecg a --out b --rate 100000 --seconds 86400", "8640000000 samples")]
    [TestCase("embed --weights w --ecg a --out emb.csv", ".npy")]
    [TestCase("frobnicate", "unknown command 'frobnicate'")]
    [TestCase("pretrain mdn", "unknown command 'mdn'; did you mean 'mdm'?")]
    [TestCase("pretrain mdm --ecg d --out o --validation 1.5", "--validation")]
    [TestCase("pretrain mdm --ecg d --out o --validation 0.2 --validation-folds 10", "--validation-folds")]
    [TestCase("pretrain mdm --ecg d --out o --validation-folds nine", "nine")]
    [TestCase("pretrain mdm --ecg d --out o --validation-folds 17-15", "17-15")]
    [TestCase("pretrain mdm --ecg d --out o --validation-folds 1-2-3", "1-2-3")]
    [TestCase("pretrain mdm --ecg d --out o --validation-folds 0-2000000000", "0-2000000000")]
    [TestCase("pretrain mdm --ecg d --out o --validation-folds 15-18 --test-folds 18-20", "fold 18 is in both")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --classifier cmr", "--classifier needs --label")]
    [TestCase("pretrain simclr-ecg --ecg d --out o --lr-classifier 1e-3", "--lr-classifier needs --label")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --memory-bank 9", "--memory-bank has no effect with --loss clip")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --loss ntxent --lambda0 0.5", "--lambda0 has no effect with --loss ntxent")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --threshold 0.5", "--threshold")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --loss supcon", "--similarities")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --loss supcon --similarities s --positives 3", "--positives")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --learn-temperature --temperature 2", "between 0.01 and 1")]
    [TestCase("pretrain simclr-ecg --ecg d --out o --loss supcon", "supcon")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --cmr-preset huge", "huge")]
    public void AContradictionIsRefused(string words, string because)
    {
        var run = CommandRun.Of(words.Split(' '));
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError), run.Error);
        Assert.That(run.Error, Does.Contain(because));
    }

    [Test]
    public void AMissingFileIsOneLineWithoutAStackTrace()
    {
        var run = CommandRun.Of("inspect", "no-such-file.hea");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain("no-such-file.hea").And.Not.Contain("   at "));
    }

    [TestCase("prepare", "--ecg", "no-such-folder", "--out", "no-such-store")]
    [TestCase("prepare", "--cmr", "no-such-folder", "--out", "no-such-store")]
    public void AMissingFolderIsNamedInOneLine(params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error.TrimEnd(), Is.EqualTo("error: no-such-folder: there is no such file or folder"));
        Assert.That(Directory.Exists("no-such-store"), Is.False);
    }

    [Test]
    public void VerboseShowsWhereAnErrorArose() =>
        Assert.That(CommandRun.Of("inspect", "no-such-file.hea", "--verbose").Error, Does.Contain("   at "));

    [Test]
    public void ACancelledCommandEndsAsInterrupted()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = EcgcmrCommandLine.Run(["gradcheck"], new Terminal(output, error), new CancellationToken(canceled: true));
        Assert.That(code, Is.EqualTo(ExitCode.Interrupted));
    }
}
