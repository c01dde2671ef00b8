using System.Diagnostics;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Processes;

/// <summary>The program in a process of its own, which can be sent signals.</summary>
internal sealed class EcgcmrProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private EcgcmrProcess(Process process) =>
        (_process, _output, _error) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    /// <summary>Starts it.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="environment">Variables to add.</param>
    public static EcgcmrProcess Start(IReadOnlyList<string> words, params IReadOnlyList<(string Name, string Value)> environment)
    {
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var start = new ProcessStartInfo(isHost ? Environment.ProcessPath! : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ecgcmr.dll"));
        foreach (var word in words) start.ArgumentList.Add(word);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new EcgcmrProcess(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static CommandRun Run(IReadOnlyList<string> words, params IReadOnlyList<(string Name, string Value)> environment)
    {
        using var process = Start(words, environment);
        return process.End(TimeSpan.FromMinutes(2));
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Sends a signal, such as INT, TERM or KILL.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end.</summary>
    public CommandRun End(TimeSpan longest)
    {
        if (!_process.WaitForExit(longest))
        {
            _process.Kill();
            Assert.Fail($"the process did not end within {longest}");
        }
        _process.WaitForExit();
        return new CommandRun(_process.ExitCode, _output.Result, _error.Result);
    }

    public void Dispose() => _process.Dispose();
}
