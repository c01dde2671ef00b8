using System.ComponentModel;
using System.Diagnostics;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>The Python programs of docs/python.md, run by an installed Python.</summary>
internal static class PythonPage
{
    private const string Fence = "```";

    /// <summary>The program below a heading.</summary>
    public static string Program(string heading)
    {
        var page = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "python.md"));
        return string.Join('\n', page.SkipWhile(line => line != $"## {heading}").SkipWhile(line => line != Fence + "python").Skip(1)
            .TakeWhile(line => line != Fence));
    }

    /// <summary>Number of programs.</summary>
    public static int Count => File.ReadLines(Path.Combine(Checkout.Root, "docs", "python.md")).Count(line => line == Fence + "python");

    /// <summary>Runs a program in a folder; the test is skipped where Python or a package that it imports is missing.</summary>
    /// <returns>What it prints.</returns>
    public static string Run(string program, string folder)
    {
        string[] packages =
        [
            .. program.Split('\n').Where(line => line.StartsWith("import ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]),
        ];
        // The first on the path may be one without packages.
        foreach (var python in new[] { "python3", "/usr/bin/python3" })
        {
            if (Start(python, $"import {string.Join(", ", packages)}", folder) is not { Code: 0 }) continue;
            var (code, output, error) = Start(python, program, folder)!.Value;
            Assert.That(code, Is.Zero, error);
            return output.Trim();
        }
        Assert.Ignore($"needs python3 with {string.Join(", ", packages)}; on Debian install python3-{string.Join(", python3-", packages)}");
        return "";
    }

    private static (int Code, string Output, string Error)? Start(string python, string program, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", program])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
