using System.Diagnostics;
using EcgCmrNative.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Files;

/// <summary>The lock of a folder, whatever its file was before.</summary>
public sealed class FolderLockTests
{
    private static readonly DateTime Earlier = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private TemporaryFolder _folder = null!;

    private string LockFile => _folder["locked/ecgcmr.lock"];

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder["locked"]);
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    /// <summary>An empty file has only its time to lose.</summary>
    [TestCase(true, "precious")]
    [TestCase(true, "")]
    [TestCase(false, "precious")]
    [TestCase(false, "")]
    public void The_file_that_a_link_leads_to_stays_as_it_is(bool isHard, string content)
    {
        var target = _folder["precious"];
        File.WriteAllText(target, content);
        File.SetLastWriteTimeUtc(target, Earlier);
        Link(target, isHard);
        using (FileSystem.Disk.Lock(_folder["locked"]))
        {
            RequireUnchanged(target, content);
            Assert.That(LockFile, Does.Exist);
            Assert.That(new FileInfo(LockFile).LinkTarget, Is.Null);
            Assert.That(() => FileSystem.Disk.Lock(_folder["locked"]), Throws.TypeOf<FolderInUseException>());
            // It can be opened, so it is not what is locked.
            using var open = new FileStream(target, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        RequireUnchanged(target, content);
        Assert.That(LockFile, Does.Not.Exist);
    }

    [Test]
    public void A_link_to_nothing_makes_no_file()
    {
        Link(_folder["none"], isHard: false);
        using (FileSystem.Disk.Lock(_folder["locked"])) Assert.That(_folder["none"], Does.Not.Exist);
    }

    [TestCase("")]
    [TestCase("left by another version")]
    public void A_file_that_was_left_is_taken_over(string content)
    {
        File.WriteAllText(LockFile, content);
        using (FileSystem.Disk.Lock(_folder["locked"]))
            Assert.That(() => FileSystem.Disk.Lock(_folder["locked"]), Throws.TypeOf<FolderInUseException>());
        Assert.That(LockFile, Does.Not.Exist);
    }

    /// <summary>The end of a user must not delete the file of the next one: then there could be two.</summary>
    [Test]
    public void There_is_never_more_than_one_user()
    {
        const int Threads = 4, Locks = 300;
        var (users, most, locks) = (0, 0, 0);
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            while (Volatile.Read(ref locks) < Locks)
            {
                try
                {
                    using var held = FileSystem.Disk.Lock(_folder["locked"]);
                    var now = Interlocked.Increment(ref users);
                    if (now > Volatile.Read(ref most)) Volatile.Write(ref most, now);
                    Thread.Yield();
                    Interlocked.Decrement(ref users);
                    Interlocked.Increment(ref locks);
                }
                catch (IOException)
                {
                    // Another thread has it.
                }
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.That(most, Is.EqualTo(1));
    }

    private void Link(string target, bool isHard)
    {
        if (!isHard)
        {
            File.CreateSymbolicLink(LockFile, target);
            return;
        }
        if (OperatingSystem.IsWindows()) Assert.Ignore("needs ln");
        using var link = Process.Start("ln", [target, LockFile]);
        link.WaitForExit();
        Assert.That(link.ExitCode, Is.Zero);
    }

    private static void RequireUnchanged(string target, string content)
    {
        Assert.That(File.ReadAllText(target), Is.EqualTo(content));
        Assert.That(File.GetLastWriteTimeUtc(target), Is.EqualTo(Earlier));
    }
}
