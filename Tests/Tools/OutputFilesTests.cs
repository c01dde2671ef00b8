using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>What a command writes never replaces what it reads, nor another file unasked, nor anything but a file.</summary>
public sealed class OutputFilesTests
{
    private TemporaryFolder _folder = null!;
    private string _recording = "";

    [SetUp]
    public void WriteRecording()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder["data"]);
        _recording = WfdbFormat.Write(_folder["data"], SyntheticEcg.Record(EcgModel.Random(new CounterDraws(3)), 3));
        File.WriteAllText(_folder["mine.txt"], "mine");
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void An_existing_file_is_only_replaced_with_force()
    {
        var picture = _folder["mine.txt"];
        Refused("--force", "inspect", _recording, "--picture", picture);
        Refused("--force", "cohort", "picture", "--subject", "0", "--out", picture);
        Assert.That(File.ReadAllText(picture), Is.EqualTo("mine"));
        var run = CommandRun.Of("inspect", _recording, "--picture", picture, "--force");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.ReadAllBytes(picture)[1..4], Is.EqualTo("PNG"u8.ToArray()));
    }

    [TestCase("data/x.hea")]
    [TestCase("link/x.hea")]
    public void A_file_that_the_command_reads_is_never_replaced(string output)
    {
        File.Move(_recording, _folder["data/x.hea"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["data"]);
        var before = File.ReadAllText(_folder["data/x.hea"]);
        Refused("this command reads it", "inspect", _folder["data/x.hea"], "--picture", _folder[output], "--force");
        Assert.That(File.ReadAllText(_folder["data/x.hea"]), Is.EqualTo(before));
    }

    [Test]
    public void A_file_in_a_folder_that_the_command_reads_is_never_replaced()
    {
        File.WriteAllText(_folder["data/manifest.json"], "{}");
        Refused(
            "this command reads it", "probe", "--ecg", _folder["data"], "--weights", "w", "--test", "0.2",
            "--report", _folder["data/manifest.json"], "--force");
        Assert.That(File.ReadAllText(_folder["data/manifest.json"]), Is.EqualTo("{}"));
    }

    [Test]
    public void The_table_of_embeddings_is_an_output_too()
    {
        File.WriteAllText(_folder["labels.csv"], "record,age\n");
        Refused("labels.csv: already exists", "embed", "--ecg", _recording, "--weights", "w", "--out", _folder["labels.npy"]);
        Assert.That(File.ReadAllText(_folder["labels.csv"]), Is.EqualTo("record,age\n"));
    }

    [Test]
    public void Only_regular_files_are_replaced()
    {
        Refused("is a folder", "inspect", _recording, "--picture", _folder["data"], "--force");
        if (!OperatingSystem.IsLinux()) Assert.Ignore("needs Linux, whose devices are files");
        Refused("is a device or a pipe", "inspect", _recording, "--picture", "/dev/null", "--force");
        Assert.That(FileKind.IsRegular("/dev/null"), Is.False);
        Assert.That(FileKind.IsRegular(_folder["mine.txt"]), Is.True);
    }

    [TestCase("cohort picture --subject 0 --out", "new/folder/h.png")]
    public void The_folder_of_a_file_is_made(string command, string file)
    {
        var run = CommandRun.Of([.. command.Split(' '), _folder[file]]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.Exists(_folder[file]), Is.True);
    }

    [Test]
    public void A_folder_with_other_files_is_not_made_a_cohort()
    {
        string[] command = ["cohort", "synthesize", "--subjects", "2", "--out", _folder["cohort"]];
        Assert.That(CommandRun.Of(command).ExitCode, Is.Zero);
        File.WriteAllText(_folder["cohort/ecg/mine.hea"], "mine");
        Refused("ecg/mine.hea", [.. command, "--replace"]);
        File.Delete(_folder["cohort/ecg/mine.hea"]);
        File.WriteAllText(_folder["cohort/manifest.json"], "{}");
        Refused("manifest.json", [.. command, "--replace"]);
        Refused("which is not part of a cohort", "cohort", "synthesize", "--subjects", "2", "--out",
            Path.GetDirectoryName(_folder["mine.txt"])!);
    }

    [Test]
    public void A_cohort_that_the_disk_cannot_hold_is_refused_before_it_is_begun()
    {
        var free = new DriveInfo(_folder["data"]).AvailableFreeSpace;
        if (free > 1_900_000_000_000) Assert.Ignore("needs a disk with less than 2 TB left");
        Refused("the disk has", "cohort", "synthesize", "--subjects", "1000000", "--stack", "--out", _folder["cohort"]);
        Assert.That(Path.Exists(_folder["cohort"]), Is.False);
    }

    [Test]
    public void What_the_system_says_is_said_in_the_words_of_this_program()
    {
        Refused("is a file where a folder is needed", "cohort", "picture", "--subject", "0", "--out", _folder["mine.txt/h.png"]);
        Refused("is a file; specify a folder", "export", "--weights", "w", "--out", _folder["mine.txt"]);
        Refused("mine.txt: is a file where a folder is needed", "prepare", "--ecg", _folder["data"], "--out", _folder["mine.txt"]);
        if (OperatingSystem.IsLinux())
            Refused("/proc/x: there is no such f", "cohort", "picture", "--subject", "0", "--out", "/proc/x/h.png");
    }

    private static void Refused(string because, params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure), run.Error);
        Assert.That(run.Error, Does.Contain(because));
    }
}
