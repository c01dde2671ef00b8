using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Processes;

/// <summary>
/// Folders without permission and full disks, for commands that write: the message names the path and the reason, and nothing is
/// left behind.
/// </summary>
public sealed class RefusedWritesTests
{
    private static readonly string[] WordsOfDotNet = ["Exception", "   at ", "System.", "Unhandled", "bug", ".tmp"];

    private static readonly string[] Commands =
    [
        "pretrain mdm", "prepare", "embed", "export", "probe --report", "inspect --picture", "cohort synthesize",
    ];

    private PairStores _stores = null!;
    private PreloadedLibrary _library = null!;

    [OneTimeSetUp]
    public void Prepare()
    {
        _stores = new PairStores();
        _library = PreloadedLibrary.Require(_stores.Folder);
        Directory.CreateDirectory(_stores.Folder["recordings"]);
        var samples = new float[12 * 5000];
        for (var i = 0; i < samples.Length; i++) samples[i] = (float)Math.Sin(0.01 * i);
        NumpyFile.WriteNpy(_stores.Folder["recordings/one.npy"], FileTensor.Of<float>("ecg", samples, 12, 5000));
        var trained = CommandRun.Of(SmallPretraining.Words("mdm", _stores, _stores.Folder["trained"], epochs: 1));
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
    }

    [OneTimeTearDown]
    public void CleanUp() => _stores?.Dispose();

    [Test]
    public void Without_permission_nothing_is_begun(
        [ValueSource(nameof(Commands))] string command, [Values(true, false)] bool exists)
    {
        var folder = _stores.Folder[$"denied-{command}-{exists}".Replace(' ', '-')];
        if (exists) Directory.CreateDirectory(folder);
        var run = EcgcmrProcess.Run(Words(command, folder), _library.Loaded, ("DENIED_FOLDER", folder));
        RequireRefused(run, folder, "permission");
        if (exists) Assert.That(Directory.GetFileSystemEntries(folder), Is.Empty);
        else Assert.That(Path.Exists(folder), Is.False);
    }

    [TestCaseSource(nameof(Commands))]
    public void On_a_full_disk_nothing_is_left(string command)
    {
        var folder = _stores.Folder[$"full-{command}".Replace(' ', '-')];
        var run = EcgcmrProcess.Run(Words(command, folder), _library.Loaded, ("FULL_FOLDER", folder));
        RequireRefused(run, folder, "disk is full");
        Assert.That(Path.Exists(folder), Is.False);
        // What was refused was the disk, and not the command.
        var again = EcgcmrProcess.Run(Words(command, folder));
        Assert.That(again.ExitCode, Is.Zero, again.Error);
    }

    private static void RequireRefused(CommandRun run, string folder, string reason)
    {
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Output + run.Error);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Error, Does.Contain(folder).And.Contain(reason));
            foreach (var word in WordsOfDotNet) Assert.That(run.Error, Does.Not.Contain(word));
        }
    }

    private string[] Words(string command, string folder) => command switch
    {
        "prepare" => ["prepare", "--ecg", _stores.Folder["recordings"], "--out", folder],
        "embed" =>
            ["embed", "--weights", _stores.Folder["trained"], "--ecg", _stores.Folder["ecg"], "--out", Path.Combine(folder, "e.npy")],
        "export" => ["export", "--weights", _stores.Folder["trained"], "--out", folder],
        "probe --report" =>
        [
            "probe", "--weights", _stores.Folder["trained"], "--ecg", _stores.Folder["ecg"], "--validation", "0.2", "--test", "0.4",
            "--allow-seen", "--resamples", "100", "--report", Path.Combine(folder, "p.json"),
        ],
        "inspect --picture" => ["inspect", _stores.Folder["recordings/one.npy"], "--picture", Path.Combine(folder, "p.png")],
        "cohort synthesize" => ["cohort", "synthesize", "--subjects", "1", "--out", folder],
        _ => SmallPretraining.Words(command["pretrain ".Length..], _stores, folder, epochs: 1),
    };
}
