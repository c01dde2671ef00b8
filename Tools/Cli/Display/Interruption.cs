using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using EcgCmrNative.Cli.CommandLine;

namespace EcgCmrNative.Cli.Display;

/// <summary>
/// Ctrl+C and SIGTERM. The first asks the command to end where nothing is lost. A command that does not end soon, for example because it
/// waits for a file, is ended, except for work that writes a checkpoint at its end. The second signal ends the process.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>The time that a command has to end; with it a process ends within a second.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.7);

    /// <summary>As large as that of the main thread on most systems.</summary>
    private const int StackBytes = 8 << 20;

    private static int _unstoppable;

    private readonly CancellationTokenSource _source = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _exitCode = ExitCode.Interrupted;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    public CancellationToken Token => _source.Token;

    /// <summary>Begins work that ends by itself after a signal, and must not be ended before.</summary>
    /// <returns>Ends it.</returns>
    public static IDisposable Protect() => new Protection();

    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code; that of the signal if it was interrupted.</returns>
    public int Run(Func<int> command)
    {
        var (code, failure) = (0, (ExceptionDispatchInfo?)null);
        var thread = new Thread(() => Guarded(), StackBytes) { IsBackground = true };
        thread.Start();
        WaitHandle.WaitAny([_ended.WaitHandle, Token.WaitHandle]);
        while (!_ended.Wait(Grace))
        {
            if (Volatile.Read(ref _unstoppable) > 0) continue;
            Console.Error.WriteLine("stopped");
            return _exitCode;
        }
        failure?.Throw();
        return code == ExitCode.Interrupted ? _exitCode : code;

        void Guarded()
        {
            try
            {
                code = command();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
            finally
            {
                _ended.Set();
            }
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (!_source.IsCancellationRequested && context.Signal == PosixSignal.SIGTERM) _exitCode = ExitCode.Terminated;
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }

    private sealed class Protection : IDisposable
    {
        public Protection() => Interlocked.Increment(ref _unstoppable);

        public void Dispose() => Interlocked.Decrement(ref _unstoppable);
    }
}
