using System.Diagnostics;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Processes;

/// <summary>
/// A C library that replaces system calls of a process that is started with it: <c>fsync</c> fails after some calls, opening a file
/// whose name contains "slow" takes a minute, nothing can be created under the path <c>DENIED_FOLDER</c>, and no byte be written to a file
/// under <c>FULL_FOLDER</c>.
/// </summary>
internal sealed class PreloadedLibrary
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <limits.h>
        #include <stdarg.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/stat.h>
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

        static int is_in(const char *path, const char *variable)
        {
            const char *folder = getenv(variable);
            return folder && strncmp(path, folder, strlen(folder)) == 0;
        }

        static int is_denied(const char *path)
        {
            if (!is_in(path, "DENIED_FOLDER")) return 0;
            errno = EACCES;
            return 1;
        }

        static int is_full(int file)
        {
            char link[64], path[PATH_MAX + 1];
            if (!getenv("FULL_FOLDER")) return 0;
            snprintf(link, sizeof link, "/proc/self/fd/%d", file);
            ssize_t length = readlink(link, path, PATH_MAX);
            if (length < 0) return 0;
            path[length] = 0;
            if (!is_in(path, "FULL_FOLDER")) return 0;
            errno = ENOSPC;
            return 1;
        }

        int mkdir(const char *path, mode_t mode)
        {
            return is_denied(path) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
        }

        ssize_t write(int file, const void *bytes, size_t count)
        {
            return is_full(file) ? -1 : syscall(SYS_write, file, bytes, count);
        }

        ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset)
        {
            return is_full(file) ? -1 : syscall(SYS_pwrite64, file, bytes, count, offset);
        }

        ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset)
        {
            return pwrite64(file, bytes, count, offset);
        }

        static int open_slowly(const char *path, int flags, int mode)
        {
            const char *name = strrchr(path, '/');
            if ((flags & O_ACCMODE) != O_RDONLY && is_denied(path)) return -1;
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
