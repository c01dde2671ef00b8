using System.Diagnostics.CodeAnalysis;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Engine;

/// <summary>
/// Records the operators that are applied on this thread and runs their backward passes in reverse order (reverse-mode automatic
/// differentiation). Without a tape nothing is recorded; use that for inference.
/// </summary>
/// <remarks>A tape belongs to the thread that created it. Do not await while it records.</remarks>
/// <example><code>
/// using var tape = new Tape();
/// var loss = model.Forward(x);
/// tape.Backward(loss);          // every trainable parameter now has its gradient
/// </code></example>
public sealed class Tape : IDisposable
{
    [ThreadStatic]
    private static Tape? _current;

    // A tape lives for a step; its lists are used again.
    [ThreadStatic]
    private static Lists? _spare;

    private readonly Lists _lists;
    private readonly TensorScope _scope;
    private readonly Tape? _outer;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private int _pauses;
    private volatile bool _isDisposed;

    /// <summary>Starts recording on this thread. A nested tape records alone until it ends.</summary>
    public Tape()
    {
        _outer = Current;
        _lists = _spare ?? new Lists();
        _spare = _lists.Next;
        _scope = TensorScope.Open();
        _current = this;
    }

    /// <summary>The tape that is recording on this thread, or null.</summary>
    public static Tape? Current
    {
        get
        {
            // Skip a tape that was disposed of on another thread.
            while (_current is { _isDisposed: true } ended) _current = ended._outer;
            return _current;
        }
    }

    /// <summary>Is called when an operator is recorded and when its backward pass ends; for guards and measurements.</summary>
    public ITapeObserver? Observer { get; init; }

    /// <summary>Random source of dropout and drop path: one branch of the program's source per step.</summary>
    public RandomSource? Random { get; init; }

    /// <summary>
    /// Second computation of the same values for the backward pass: the running statistics have moved already and must not move again.
    /// </summary>
    public bool IsRecomputation { get; init; }

    /// <summary>Number of recorded operators whose backward pass has not run yet.</summary>
    public int Count => _lists.Operators.Count;

    /// <summary>True if an operator on these inputs must be recorded.</summary>
    public static bool Records(params ReadOnlySpan<Tensor?> inputs)
    {
        if (Current is not { } tape) return false;
        foreach (var input in inputs)
        {
            if (input is not { RequiresGradient: true }) continue;
            tape.Passed |= tape._pauses > 0;
            return tape._pauses == 0;
        }
        return false;
    }

    /// <summary>
    /// Pauses recording on this thread until the result is disposed; random draws go on. Use it for parts of the loss that get no gradient.
    /// Without a tape it does nothing.
    /// </summary>
    /// <example><code>
    /// using (Tape.Pause()) embedding = encoder.Forward(x);
    /// var loss = classifier.Forward(embedding).CrossEntropy(labels);
    /// </code></example>
    public static IDisposable Pause() => new TapePause(Current);

    /// <summary>The next random stream of the current tape.</summary>
    /// <exception cref="InvalidOperationException">No tape is recording, or it has no <see cref="Random"/>.</exception>
    public static Philox DrawStream(string purpose) =>
        (Current?.Random ?? throw new InvalidOperationException(
            $"{purpose} in training mode needs a tape with a random source: new Tape {{ Random = … }}"))
        .Next(purpose);

    /// <summary>Records an application on the current tape; call it if <see cref="Records"/> is true for the inputs.</summary>
    /// <param name="output">The output of the operator; a new tensor.</param>
    /// <param name="application">Holds the backward pass.</param>
    /// <exception cref="InvalidOperationException">
    /// No tape is recording on this thread, the output requires a gradient already, or the application was recorded before.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The tape or scope that owned a saved tensor has ended.</exception>
    public static void Record(Tensor output, Operator application)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(application);
        var tape = Current ?? throw new InvalidOperationException("no tape is recording on this thread");
        if (output.RequiresGradient || output is Parameter || application.Output is not null)
            throw new InvalidOperationException(
                $"{application.Name}: an operator must create a new output tensor, and can be recorded only once");
        application.HoldSaved();
        application.Output = output;
        output.Producer = application;
        output.RequiresGradient = true;
        tape._lists.Operators.Add(application);
        tape.Observer?.Recorded(application);
    }

    /// <summary>Computes the gradient of a scalar with respect to everything that requires one, and empties the tape.</summary>
    /// <param name="loss">The scalar.</param>
    /// <param name="scale">Factor on all gradients, e.g. 1 / accumulation steps.</param>
    /// <exception cref="ShapeException">The tensor is not a scalar.</exception>
    public void Backward(Tensor loss, double scale = 1)
    {
        ArgumentNullException.ThrowIfNull(loss);
        RequireThread();
        ShapeException.Require("backward", loss.Shape.Count == 1, $"the loss has shape {loss.Shape}, expected one number");
        if (loss.Producer is null)
            throw new InvalidOperationException("the loss does not depend on a trainable tensor through recorded operators");
        loss.Device.Elementwise.Fill(loss.GradientSink(out _), scale);
        Walk();
    }

    /// <summary>As <see cref="Backward(Tensor, double)"/>, from the gradient of any output.</summary>
    /// <param name="output">An output.</param>
    /// <param name="gradient">Its gradient, of the same shape.</param>
    public void Backward(Tensor output, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(gradient);
        ShapeException.Require("backward", "the gradient", gradient.Shape, output.Shape);
        Backward(output, gradient.Data);
    }

    /// <summary>As <see cref="Backward(Tensor, double)"/>, from as many numbers as the output has.</summary>
    internal void Backward(Tensor output, BufferView gradient)
    {
        RequireThread();
        if (output.Producer is null)
            throw new InvalidOperationException("the output does not depend on a trainable tensor through recorded operators");
        output.Device.Elementwise.Copy(gradient, output.GradientSink(out _));
        Walk();
    }

    /// <summary>Stops recording and frees the remaining tensors.</summary>
    /// <exception cref="InvalidOperationException">The tape was created on another thread, or a nested tape is still recording.</exception>
    [SuppressMessage("Design", "CA1065", Justification = "Going on would end the recording of another tape.")]
    public void Dispose()
    {
        if (_isDisposed) return;
        if (_thread != Environment.CurrentManagedThreadId)
        {
            _isDisposed = _scope.HasEnded = true;
            RequireThread();
        }
        if (Current != this)
            throw new InvalidOperationException("this tape ended while a tape inside it was still recording; end tapes in reverse order");
        _isDisposed = true;
        Empty();
        _lists.Next = _spare;
        _spare = _lists;
        _scope.Dispose();
        _current = _outer;
    }

    /// <summary>True if a tape is recording on this thread.</summary>
    internal static bool IsRecording => Current is { _pauses: 0 };

    /// <summary>True once an operator was not recorded because the tape was paused.</summary>
    internal bool Passed { get; private set; }

    private void RequireThread()
    {
        if (_thread == Environment.CurrentManagedThreadId) return;
        throw new InvalidOperationException(
            $"this tape records on thread {_thread} and is used on thread {Environment.CurrentManagedThreadId}: a tape belongs to one "
            + "thread, so do not await between new Tape() and its end; await first, then start the tape");
    }

    private void Walk()
    {
        var operators = _lists.Operators;
        for (var i = operators.Count - 1; i >= 0; i--)
        {
            var application = operators[i];
            var output = application.Output;
            if (!output.Gradient.IsAbsent)
            {
                Observer?.BackwardStarts(application);
                application.Backward(output.Device, output.Gradient);
                Observer?.BackwardDone(application);
                output.DropGradient();
            }
            application.LetGoOfSaved();
            output.Producer = null;
            operators.RemoveAt(i);
        }
    }

    private void Empty()
    {
        foreach (var application in _lists.Operators)
        {
            application.LetGoOfSaved();
            application.Output.DropGradient();
            application.Output.Producer = null;
        }
        _lists.Operators.Clear();
    }

    /// <summary>What is recorded.</summary>
    private sealed class Lists
    {
        public List<Operator> Operators { get; } = [];

        public Lists? Next { get; set; }
    }

    private sealed class TapePause : IDisposable
    {
        private Tape? _tape;

        public TapePause(Tape? tape)
        {
            _tape = tape;
            if (tape is not null) tape._pauses++;
        }

        public void Dispose()
        {
            if (_tape is null) return;
            _tape._pauses--;
            _tape = null;
        }
    }
}

/// <summary>Observes the recording and the backward passes of a tape.</summary>
public interface ITapeObserver
{
    /// <summary>An operator was applied; its output is ready.</summary>
    void Recorded(Operator application);

    /// <summary>The gradient of an operator's output is complete; its backward pass is about to read it.</summary>
    void BackwardStarts(Operator application)
    {
    }

    /// <summary>An operator's backward pass has run; its contribution to its inputs' gradients is ready.</summary>
    void BackwardDone(Operator application);
}
