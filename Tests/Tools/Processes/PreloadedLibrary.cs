using System.Diagnostics;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Processes;

/// <summary>
/// A C library that replaces system calls of a process that is started with it: <c>fsync</c> fails after some calls, and opening a file
/// whose name contains "slow" takes a minute.
/// </summary>
internal sealed class PreloadedLibrary
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdarg.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/syscall.h>
        #include <unistd.h>

        int fsync(int file)
        {
            static int calls;
            const char *after = getenv("FSYNC_FAILS_AFTER");
            if (after && __sync_fetch_and_add(&calls, 1) >= atoi(after))
            {
                errno = atoi(getenv("FSYNC_ERROR"));
                return -1;
            }
            return (int)syscall(SYS_fsync, file);
        }

        static int open_slowly(const char *path, int flags, int mode)
        {
            const char *name = strrchr(path, '/');
            if (name && strstr(name, "slow")) sleep(60);
            return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
        }

        int open(const char *path, int flags, ...)
        {
            va_list rest;
            va_start(rest, flags);
            int mode = va_arg(rest, int);
            va_end(rest);
            return open_slowly(path, flags, mode);
        }

        int open64(const char *path, int flags, ...)
        {
            va_list rest;
            va_start(rest, flags);
            int mode = va_arg(rest, int);
            va_end(rest);
            return open_slowly(path, flags, mode);
        }
        """;

    private static readonly string[] Compilers = ["gcc", "clang", "cc"];

    private readonly string _path;

    private PreloadedLibrary(string path) => _path = path;

    public (string Name, string Value) Loaded => ("LD_PRELOAD", _path);

    /// <summary>Compiles it; a test without a C compiler is skipped.</summary>
    public static PreloadedLibrary Require(TemporaryFolder folder)
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("needs Linux, which can preload a library");
        var compiler = Compilers.FirstOrDefault(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Any(place => File.Exists(Path.Combine(place, name))));
        if (compiler is null) Assert.Ignore("needs a C compiler (gcc or clang)");
        var (source, library) = (folder["preloaded.c"], folder["preloaded.so"]);
        File.WriteAllText(source, Source);
        using var process = Process.Start(compiler!, ["-shared", "-fPIC", "-O1", "-o", library, source]);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, compiler);
        return new PreloadedLibrary(library);
    }
}
