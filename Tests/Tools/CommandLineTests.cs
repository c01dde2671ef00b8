using EcgCmrNative.Cli.CommandLine;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

public sealed class CommandLineTests
{
    private static IEnumerable<string> Examples() =>
        EcgcmrCommandLine.ToolsOf(EcgcmrCommandLine.Create()).SelectMany(command => command.Examples);

    private static IEnumerable<string> Commands() =>
    [
        "demo", "cohort synthesize", "cohort picture", "pretrain mdm", "pretrain simclr-ecg", "pretrain clocs", "pretrain byol",
        "pretrain barlow", "pretrain simclr-cmr", "pretrain mmcl", "pretrain byol-multimodal", "prepare", "embed", "export", "probe",
        "retrieve", "inspect", "verify", "gradcheck", "devices",
    ];

    [TestCaseSource(nameof(Examples))]
    public void AnExampleIsACommandLine(string example)
    {
        var words = example.Split(' ');
        Assert.That(words[0], Is.EqualTo("ecgcmr"));
        Assert.That(EcgcmrCommandLine.Parse(EcgcmrCommandLine.Create(), words[1..]).Errors, Is.Empty);
    }

    [Test]
    public void EveryCommandIsTested() =>
        Assert.That(
            EcgcmrCommandLine.ToolsOf(EcgcmrCommandLine.Create()).Select(command => command.Name),
            Is.EquivalentTo(Commands().Select(command => command.Split(' ')[^1])));

    [TestCaseSource(nameof(Commands))]
    public void HelpEndsWithAnExample(string command)
    {
        var run = CommandRun.Of([.. command.Split(' '), "--help"]);
        Assert.That(run.ExitCode, Is.EqualTo(EcgcmrCommandLine.Success));
        Assert.That(run.Output.TrimEnd().Split('\n')[^1].Trim(), Does.StartWith($"ecgcmr {command}"));
    }

    [TestCaseSource(nameof(Commands))]
    public void AnUnknownOptionIsRefusedInOneLine(string command)
    {
        var run = CommandRun.Of([.. command.Split(' '), "--no-such-option"]);
        Assert.That(run.ExitCode, Is.EqualTo(EcgcmrCommandLine.Misused));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [TestCase("demo --ecg folder --recordings 40", "--recordings")]
    [TestCase("demo --minutes 0", "--minutes")]
    [TestCase("devices --threads -1", "--threads")]
    [TestCase("gradcheck --device tpu", "tpu")]
    [TestCase("gradcheck --device reference --threads 2", "--threads")]
    [TestCase("inspect a.hea b.hea --picture p.png", "--picture")]
    [TestCase("prepare --ecg a --out b --rate 0", "--rate")]
    [TestCase("prepare --ecg a --out b --patient-column who", "--labels")]
    [TestCase("prepare --ecg a --out b --low-rate --labels l.csv", "--low-rate")]
    [TestCase("prepare --out b", "--cmr")]
    [TestCase("prepare --ecg a --cmr c --out b", "two stores")]
    [TestCase("prepare --ecg a --out b --size 64", "--size is for --cmr")]
    [TestCase("prepare --cmr a --out b --seconds 10", "--seconds is for --ecg")]
    [TestCase("prepare --cmr a --out b --low-rate", "--low-rate is for --ecg")]
    [TestCase("prepare --cmr a --out b --size 0", "--size")]
    [TestCase("prepare --cmr a --out b --mm-per-pixel 0", "--mm-per-pixel")]
    [TestCase("embed --weights w --out o.npy", "--ecg")]
    [TestCase("embed --weights w --ecg a --data b --out o.npy", "--data")]
    [TestCase("probe --weights w --data d", "--test")]
    [TestCase("probe --weights w --data d --test 0.2 --resamples 0", "--resamples")]
    [TestCase("probe --weights =w --data d --test 0.2", "=w")]
    [TestCase("probe --weights w --data d --test 0.2 --group a", "--group a")]
    [TestCase("probe --weights w --data d --test 0.2 --group a=b a=c", "twice")]
    [TestCase("probe --weights w --data d --test 0.6 --validation 0.5", "nobody")]
    [TestCase("retrieve --weights w --ecg e --cmr c --part all", "all")]
    [TestCase("pretrain simclr-cmr --data d --out o --cmr-preset unet --channels ed,mid,es", "unet takes 2 channels")]
    [TestCase("pretrain simclr-cmr --data d --out o --channels es,ed", "es,ed")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --cmr-preset unet50", "unet50")]
    [TestCase("pretrain simclr-ecg --data d --out o --ecg-preset huge", "huge")]
    [TestCase("pretrain mdm --data d --out o --lr 1 --base-lr 1", "--base-lr")]
    [TestCase("pretrain mdm --data d --out o --preset huge", "huge")]
    [TestCase("pretrain mdm --data d --out o --mask-ratio 1.5", "1.5")]
    [TestCase("pretrain mdm --data d --out o --epochs 0", "0 epochs")]
    [TestCase("pretrain mdm --data d --out o --epochs 10 --warmup-epochs 11", "--warmup-epochs")]
    [TestCase("pretrain mdm --data d --out o --augmentation none --jitter 0.1", "--jitter")]
    [TestCase("pretrain mdm --data d --out o --epochs nan", "--epochs nan: has to be a whole number")]
    [TestCase("pretrain mdm --data d --out o --batch-size 1e3", "--batch-size 1e3")]
    [TestCase("pretrain mdm --data d --out o --validation half", "--validation half: has to be a number")]
    [TestCase("pretrain mdm --data d --out o --epochs", "--epochs")]
    [TestCase("pretrain mdm --data d --out o --epochs 1 --epochs 2", "--epochs")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --epochs nan", "--epochs nan")]
    [TestCase("gradcheck --seed -1", "--seed -1: has to be a whole number, 0 or more")]
    [TestCase("gradcheck --device cpu:1", "cpu:1")]
    [TestCase("gradcheck --device opencl:first", "opencl:first")]
    [TestCase("prepare --ecg a --out b --missing-leads guess", "Derive")]
    [TestCase("prepare --ecg a --out b --seconds 0.0001", "0 samples")]
    [TestCase("prepare --ecg a --out b --rate 100000 --seconds 86400", "8640000000 samples")]
    [TestCase("embed --weights w --ecg a --out emb.csv", ".npy")]
    [TestCase("frobnicate", "'frobnicate' is no command")]
    [TestCase("pretrain mdn", "'mdn' is no command")]
    [TestCase("pretrain mdm --data d --out o --validation 1.5", "--validation")]
    [TestCase("pretrain mdm --data d --out o --validation 0.2 --validation-folds 10", "--validation-folds")]
    [TestCase("pretrain mdm --data d --out o --validation-folds nine", "nine")]
    [TestCase("pretrain mdm --data d --out o --validation-folds 17-15", "17-15")]
    [TestCase("pretrain mdm --data d --out o --validation-folds 1-2-3", "1-2-3")]
    [TestCase("pretrain mdm --data d --out o --validation-folds 0-2000000000", "0-2000000000")]
    [TestCase("pretrain mdm --data d --out o --validation-folds 15-18 --test-folds 18-20", "fold 18 is in both")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --classifier cmr", "--classifier needs --label")]
    [TestCase("pretrain simclr-ecg --data d --out o --lr-classifier 1e-3", "--lr-classifier needs --label")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --memory-bank 9", "--memory-bank has no use with the loss clip")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --loss ntxent --lambda0 0.5", "--lambda0 has no use with the loss ntxent")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --threshold 0.5", "--threshold")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --loss supcon", "--similarities")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --loss supcon --similarities s --positives 3", "--positives")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --learn-temperature --temperature 2", "between 0.01 and 1")]
    [TestCase("pretrain simclr-ecg --data d --out o --loss supcon", "supcon")]
    [TestCase("pretrain mmcl --ecg e --cmr c --out o --cmr-preset huge", "huge")]
    public void AContradictionIsRefused(string words, string because)
    {
        var run = CommandRun.Of(words.Split(' '));
        Assert.That(run.ExitCode, Is.EqualTo(EcgcmrCommandLine.Misused), run.Error);
        Assert.That(run.Error, Does.Contain(because));
    }

    [Test]
    public void AMissingFileIsOneLineWithoutAStackTrace()
    {
        var run = CommandRun.Of("inspect", "no-such-file.hea");
        Assert.That(run.ExitCode, Is.EqualTo(EcgcmrCommandLine.Failure));
        Assert.That(run.Error, Does.Contain("no-such-file.hea").And.Not.Contain("   at "));
    }

    [TestCase("prepare", "--ecg", "no-such-folder", "--out", "no-such-store")]
    [TestCase("prepare", "--cmr", "no-such-folder", "--out", "no-such-store")]
    public void AMissingFolderIsNamedInOneLine(params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.EqualTo(EcgcmrCommandLine.Failure));
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
        Assert.That(code, Is.EqualTo(EcgcmrCommandLine.Interrupted));
    }
}
