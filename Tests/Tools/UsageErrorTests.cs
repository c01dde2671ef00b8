using EcgCmrNative.Cli.CommandLine;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>Mistyped names, and names of earlier versions.</summary>
public sealed class UsageErrorTests
{
    [TestCase("diagnose", "unknown command 'diagnose'")]
    [TestCase("diagnose --help", "unknown command 'diagnose'")]
    [TestCase("diagnose --version", "unknown command 'diagnose'")]
    [TestCase("prepar --ecg a", "did you mean 'prepare'?")]
    [TestCase("mdm", "did you mean 'pretrain mdm'?")]
    [TestCase("pretrain simclr_ecg --help", "did you mean 'simclr-ecg'?")]
    [TestCase("", "specify a command: demo, ")]
    [TestCase("pretrain", "specify a command: mdm, ")]
    [TestCase("pretrain mdm --epoch 3", "unknown option '--epoch'; did you mean '--epochs'?")]
    [TestCase("pretrain mdm --epoch 3 --help", "did you mean '--epochs'?")]
    [TestCase("pretrain mdm --bathc-size 3", "did you mean '--batch-size'?")]
    [TestCase("inspect --pictur p.png a.hea", "did you mean '--picture'?")]
    [TestCase("demo --verbos", "did you mean '--verbose'?")]
    [TestCase("pretrain mdm --ecg a --out b --ecg-preset tyni", "did you mean 'tiny'?")]
    [TestCase("pretrain mmcl --ecg a --cmr b --out c --loss cilp", "did you mean 'clip'?")]
    [TestCase("pretrain mmcl --ecg a --cmr b --out c --cmr-augmentation ligth", "did you mean 'light'?")]
    [TestCase("pretrain mmcl --ecg a --cmr b --out c --pooling classtoken", "did you mean 'class-token'?")]
    [TestCase("prepare --ecg a --out b --length croporpad", "did you mean 'crop-or-pad'?")]
    [TestCase("gradcheck --device cdua", "did you mean 'cuda'?")]
    [TestCase("inspect", "specify FILE")]
    [TestCase("embed --weights w", "specify --ecg PATH... and --out FILE")]
    [TestCase("pretrain mdm --epochs 3 4", "unexpected argument '4'")]
    [TestCase("pretrain mdm --epochs", "--epochs needs a value: --epochs N")]
    [TestCase("pretrain mdm --epochs 1 --epochs 2", "--epochs is given twice")]
    [TestCase("pretrain mdm --epochs 99999999999", "--epochs 99999999999: must be from 1 to 1000000")]
    [TestCase("pretrain mdm --window 1e99", "--window 1e99: must be a whole number")]
    [TestCase("pretrain mdm --lr 1e999", "--lr 1e999: must be a number")]
    [TestCase("pretrain byol --ecg a --out b --image-size 64", "--image-size can only be used with --cmr")]
    [TestCase("pretrain byol --cmr a --out b --window 64", "--window can only be used with --ecg")]
    [TestCase("pretrain byol --out b", "specify --ecg STORE or --cmr STORE")]
    [TestCase("pretrain byol --ecg a --cmr a --out b", "exclude each other")]
    public void SaysWhatIsWrong(string words, string expected)
    {
        var run = CommandRun.Of(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.Error, Does.Contain(expected).And.Contain("--help"));
        Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [TestCase("pretrain mdm --data d", "--data is now --ecg;")]
    [TestCase("pretrain simclr-cmr --data d", "--data is now --cmr;")]
    [TestCase("probe --data d", "--data is now --ecg or --cmr;")]
    [TestCase("pretrain mdm --preset tiny", "--preset is now --ecg-preset;")]
    [TestCase("pretrain mmcl --augmentation light", "--augmentation is now --ecg-augmentation;")]
    [TestCase("pretrain mmcl --clip 1", "--clip is now --clip-norm;")]
    [TestCase("probe --out p.json", "--out is now --report;")]
    [TestCase("retrieve --out r.json", "--out is now --report;")]
    [TestCase("prepare --size 64", "--size is now --image-size;")]
    [TestCase("gradcheck --data d", "unknown option '--data'")]
    public void NamesOfEarlierVersionsNameTheNewOnes(string words, string expected)
    {
        var run = CommandRun.Of(words.Split(' '));
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.UsageError));
        Assert.That(run.Error, Does.Contain(expected));
    }

    [TestCase("tyni", "tiny")]
    [TestCase("LVEDV", "LVEDV_mL")]
    [TestCase("xyz", null)]
    [TestCase("smal", "small")]
    public void TheNearestNameIsFound(string word, string? expected) =>
        Assert.That(
            Suggestion.Nearest(word, ["tiny", "small", "medium", "LVEDV_mL"]), Is.EqualTo(expected is null ? [] : new[] { expected }));
}
