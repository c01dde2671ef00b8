using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

public sealed class CohortTests
{
    [Test]
    public void ACohortIsMadeAndPreparedWithoutAnOptionTooMany()
    {
        using var folder = new TemporaryFolder();
        var (cohort, subjects) = (folder["cohort"], folder["cohort/subjects.csv"]);
        var made = CommandRun.Of("cohort", "synthesize", "--subjects", "3", "--seed", "2", "--out", cohort);
        Assert.That(made.ExitCode, Is.Zero, made.Error);
        Assert.That(made.Output, Does.Contain("3 subjects"));
        var ecgs = CommandRun.Of("prepare", "--ecg", folder["cohort/ecg"], "--labels", subjects, "--out", folder["ecgs"]);
        Assert.That(ecgs.ExitCode, Is.Zero, ecgs.Error);
        Assert.That(ecgs.Output, Does.Contain("3 rows of 12 leads").And.Contain("LVEDV_mL"));
        var images = CommandRun.Of("prepare", "--cmr", folder["cohort/cmr"], "--labels", subjects, "--out", folder["images"]);
        Assert.That(images.ExitCode, Is.Zero, images.Error);
        Assert.That(images.Output, Does.Contain("3 rows of 3").And.Contain("LVEDV_mL"));
    }

    [Test]
    public void ACohortIsNotReplacedUnasked()
    {
        using var folder = new TemporaryFolder();
        string[] command = ["cohort", "synthesize", "--subjects", "2", "--out", folder["cohort"]];
        Assert.That(CommandRun.Of(command).ExitCode, Is.Zero);
        var again = CommandRun.Of([.. command, "--seed", "5"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.ExitCode, Is.Not.Zero);
            Assert.That(again.Error, Does.Contain("already contains a cohort").And.Contain("--replace"));
            Assert.That(CommandRun.Of([.. command, "--seed", "5", "--replace"]).ExitCode, Is.Zero);
        }
    }

    [Test]
    public void PeopleAreDrawn()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("cohort", "picture", "--subject", "1", "4", "--out", folder["hearts.png"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.ReadAllBytes(folder["hearts.png"]).AsSpan(1, 3).ToArray(), Is.EqualTo("PNG"u8.ToArray()));
    }

    [TestCase("synthesize", "--subjects", "0")]
    [TestCase("synthesize", "--subjects", "2000000")]
    [TestCase("picture", "--subject", "-1")]
    public void WhatCannotBeMeantIsRefused(string command, string option, string value)
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("cohort", command, option, value, "--out", folder["out"]);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain(option));
        Assert.That(Path.Exists(folder["out"]), Is.False);
    }
}
