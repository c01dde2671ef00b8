using EcgCmrNative.Tests.Models.Training.Contrastive;
using EcgCmrNative.Tests.Tools.Processes;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>Every command of <c>ecgcmr pretrain</c> resumes its own run alone.</summary>
public sealed class ResumeTests
{
    private PairStores _stores = null!;
    private PairStores _others = null!;

    private static IEnumerable<string> Names() => SmallPretraining.Names;

    [OneTimeSetUp]
    public void Prepare() => (_stores, _others) = (new PairStores(), new PairStores(seed: 4));

    [OneTimeTearDown]
    public void CleanUp()
    {
        _stores.Dispose();
        _others.Dispose();
    }

    [TestCaseSource(nameof(Names))]
    public void OtherStoresAndSettingsAreRefusedByName(string name)
    {
        var first = Pretrain(name, _stores);
        Assert.That(first.ExitCode, Is.Zero, first.Error);
        var again = Pretrain(name, _stores, "--resume");
        Assert.That(again.ExitCode, Is.Zero, again.Error);
        var others = Pretrain(name, _others, "--resume");
        var setting = Pretrain(name, _stores, "--resume", "--weight-decay", "0.25");
        var split = Pretrain(name, _stores, "--resume", "--seed", "3");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(others.ExitCode, Is.EqualTo(1));
            Assert.That(others.Error, Does.Contain("cannot resume").And.Contain("samples (SHA-256)")
                .And.Contain("when the run was started"));
            Assert.That(setting.Error, Does.Contain("--weight-decay: ").And.Contain("0.25 now").And.Not.Contain("Options."));
            Assert.That(split.Error, Does.Contain("--seed: 0 when the run was started, 3 now"));
        }
    }

    [TestCase("mdm")]
    [TestCase("clocs")]
    [TestCase("simclr-ecg")]
    public void A_store_of_images_is_no_store_of_ECGs(string name)
    {
        var run = CommandRun.Of("pretrain", name, "--ecg", _stores.Folder["cmr"], "--out", _stores.Folder["none"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("no store of ECGs").And.Contain("give a folder with prepared ECGs").And.Not.Contain("bug"));
        Assert.That(_stores.Folder["none"], Does.Not.Exist);
    }

    private CommandRun Pretrain(string name, PairStores stores, params string[] more) =>
        CommandRun.Of(SmallPretraining.Words(name, stores, _stores.Folder[$"resume-{name}"], epochs: 1, more));
}
