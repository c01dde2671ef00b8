using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>What files contain neither commands the terminal nor tells of people and places unasked.</summary>
public sealed class PrivacyTests
{
    private const string Escape = "\u001b";

    [TestCase("\u001b[2J", @"\u001B[2J")]
    [TestCase("\u009b31m\u0007", @"\u009B31m\u0007")]
    [TestCase("a\u202etxt.exe", @"a\u202Etxt.exe")]
    [TestCase("over\rwritten", @"over\u000Dwritten")]
    [TestCase("two\nlines\tof R² = 0,5 µV → \U0001F600", "two\nlines\tof R² = 0,5 µV → \U0001F600")]
    public void Control_characters_are_shown(string text, string expected) => Assert.That(Terminal.Printable(text), Is.EqualTo(expected));

    [Test]
    public void Names_in_files_are_shown_without_their_control_characters()
    {
        using var folder = new TemporaryFolder();
        SafeTensorsFile.Write(
            folder["w.safetensors"], [FileTensor.Of<float>($"{Escape}[31mname[red]", new float[2], 2)],
            new Dictionary<string, string> { [$"key{Escape}]0;x\u0007"] = $"value{Escape}[2J" });
        var run = CommandRun.Of("inspect", folder["w.safetensors"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain(@"\u001B[31mname[red]").And.Contain(@"value\u001B[2J").And.Not.Contain(Escape));
        Assert.That(CommandRun.Of("inspect", folder[$"{Escape}none.hea"]).Error, Does.Contain(@"\u001Bnone").And.Not.Contain(Escape));
    }

    [TestCase("esc.hea")]
    [TestCase("esc.safetensors")]
    public void Hostile_files_do_not_reach_the_terminal(string file)
    {
        foreach (var all in new[] { false, true })
        {
            string[] words = ["inspect", SharedData.Require("field", "hostile", file), .. all ? ["--all"] : Array.Empty<string>()];
            var run = CommandRun.Of(words);
            Assert.That((run.Output + run.Error).Where(letter => char.IsControl(letter) && letter != '\n'), Is.Empty);
        }
    }

    [Test]
    public void Comments_and_times_are_shown_on_request_only()
    {
        using var folder = new TemporaryFolder();
        folder.Write("one.hea", "one 1 250 2 10:11:12 01/02/2003\none.dat 16 1000/mV 16 0 1 3 0 I\n# Name: Jane Doe\n"u8.ToArray());
        folder.Write("one.dat", [1, 0, 2, 0]);
        var run = CommandRun.Of("inspect", folder["one.hea"]);
        var all = CommandRun.Of("inspect", "--all", folder["one.hea"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Output, Does.Contain("--all").And.Not.Contain("Jane").And.Not.Contain("2003"));
            Assert.That(all.Output, Does.Contain("Jane Doe").And.Contain("2003-02-01"));
        }
    }

    [Test]
    public void A_store_does_not_tell_where_its_recordings_were()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["ward-7"]);
        WfdbFormat.Write(folder["ward-7"], SyntheticEcg.Record(EcgModel.Random(new CounterDraws(3)), 3));
        folder.Write("ward-7/cut.hea", "cut 1 500 100\ncut.dat 16 1000/mV 16 0 1 3 0 I\n"u8.ToArray());
        var run = CommandRun.Of("prepare", "--ecg", folder["ward-7"], "--out", folder["store"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        foreach (var file in new[] { StoreManifestFile.Name, StoreManifestFile.IndexName })
            Assert.That(File.ReadAllText(Path.Combine(folder["store"], file)), Does.Not.Contain("ward-7"), file);
        using var store = EcgStore.Open(folder["store"]);
        Assert.That(store.Manifest.Failures, Has.Count.EqualTo(1));
    }
}
