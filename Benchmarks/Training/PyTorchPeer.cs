using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace EcgCmrNative.Benchmarks.Training;

/// <summary>The same steps in PyTorch, in a process that waits while it is not its turn.</summary>
internal sealed class PyTorchPeer : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts a script of the folder of peers, which builds its model.</summary>
    /// <exception cref="InvalidOperationException">The peer does not run; the message says what it said.</exception>
    public PyTorchPeer(StepOptions options, string script, params string[] arguments)
    {
        arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Peers", script), "--serve", "--preset", options.Preset,
            "--samples", Text(options.Samples), "--batch", Text(options.Batch), "--threads", Text(options.Threads), .. arguments,
        ];
        var start = new ProcessStartInfo(options.Python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Not what the shell has set for other reasons: OpenBLAS chooses its kernels by the processor, where it knows it.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OPENBLAS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        if (options.OpenBlasCore is { } core) start.Environment["OPENBLAS_CORETYPE"] = core;
        _process = Process.Start(start)!;
        using var description = Answer();
        var peer = description.RootElement;
        Description =
            $"PyTorch {peer.GetProperty("torch").GetString()}, oneDNN {(peer.GetProperty("onednn").GetBoolean() ? "on" : "off")}, "
            + $"{peer.GetProperty("threads").GetInt32()} threads, OpenBLAS kernels "
            + (options.OpenBlasCore is { } named ? $"for {named}" : "of its own choice");
    }

    /// <summary>The peer of a training step.</summary>
    public static PyTorchPeer OfStep(StepOptions options) => new(
        options, "step.py", "--model", options.Model, "--imaging", options.Imaging, "--size", Text(options.Size), "--mask-ratio",
        Text(options.MaskRatio));

    /// <summary>Version and settings.</summary>
    public string Description { get; }

    /// <summary>The most memory that the process has had.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Runs steps; returns the seconds of each.</summary>
    public IReadOnlyList<double> Run(int steps)
    {
        _process.StandardInput.WriteLine(Text(steps));
        _process.StandardInput.Flush();
        using var answer = Answer();
        PeakBytes = answer.RootElement.GetProperty("peak_bytes").GetInt64();
        return [.. answer.RootElement.GetProperty("seconds").EnumerateArray().Select(value => value.GetDouble())];
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill();
        _process.Dispose();
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private JsonDocument Answer() => JsonDocument.Parse(
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the PyTorch process ended; it says why above"));
}
