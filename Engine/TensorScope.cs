using System.Diagnostics.CodeAnalysis;

namespace EcgCmrNative.Engine;

/// <summary>
/// Owns the tensors that are created on this thread until it ends. Layers open a scope around their forward pass and free every inner
/// tensor that no backward pass needs. A program that uses layers does not need scopes of its own.
/// </summary>
/// <remarks>
/// A scope belongs to the thread that opened it, because the code after an <c>await</c> may run on another one. Await first, then open a
/// scope.
/// </remarks>
/// <example><code>
/// using var scope = TensorScope.Open();
/// var hidden = Normalize(x);              // goes back when the scope ends
/// return scope.Keep(hidden.Gelu());       // belongs to the scope around this one
/// </code></example>
public sealed class TensorScope : IDisposable
{
    [ThreadStatic]
    private static TensorScope? _innermost;

    // A layer's scope is as short-lived as a call; the lists are used again.
    [ThreadStatic]
    private static Stack<List<Tensor>>? _spareLists;

    private readonly List<Tensor> _owned;
    private readonly TensorScope? _outer;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile bool _hasEnded;

    private TensorScope(TensorScope? outer, List<Tensor> owned)
    {
        _outer = outer;
        _owned = owned;
    }

    /// <summary>Opens a scope inside the one that is open on this thread.</summary>
    public static TensorScope Open()
    {
        if (_spareLists is null || !_spareLists.TryPop(out var owned)) owned = [];
        return _innermost = new TensorScope(Innermost(), owned);
    }

    /// <summary>Moves a tensor to the enclosing scope; without one, the garbage collector frees it.</summary>
    /// <exception cref="ObjectDisposedException">The scope has ended.</exception>
    /// <exception cref="InvalidOperationException">The scope was opened on another thread.</exception>
    public Tensor Keep(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ObjectDisposedException.ThrowIf(_hasEnded, this);
        if (_thread != Environment.CurrentManagedThreadId) throw OnAnotherThread();
        // The newest tensors are at the end, and a result is among them.
        var index = _owned.LastIndexOf(tensor);
        if (index < 0) return tensor;
        _owned.RemoveAt(index);
        _outer?._owned.Add(tensor);
        return tensor;
    }

    /// <summary>Ends the scope.</summary>
    /// <exception cref="InvalidOperationException">A scope inside it is still open, or the scope was opened on another thread.</exception>
    [SuppressMessage("Design", "CA1065", Justification = "Going on with a scope that ends on the wrong thread would free others' tensors.")]
    public void Dispose()
    {
        if (_hasEnded) return;
        if (_thread != Environment.CurrentManagedThreadId)
        {
            // Its own thread may be using the list: that thread skips this scope, and the garbage collector frees the tensors.
            _hasEnded = true;
            throw OnAnotherThread();
        }
        if (Innermost() != this)
        {
            throw new InvalidOperationException(
                "this tensor scope ended while a scope inside it was still open: end scopes in reverse order, and do not await inside one");
        }
        _hasEnded = true;
        foreach (var tensor in _owned) tensor.LetGo();
        _owned.Clear();
        (_spareLists ??= []).Push(_owned);
        _innermost = _outer;
    }

    /// <summary>True once the scope has ended. Set for a tape that ended on another thread.</summary>
    internal bool HasEnded
    {
        get => _hasEnded;
        set => _hasEnded = value;
    }

    internal static Tensor Adopt(Tensor tensor)
    {
        Innermost()?._owned.Add(tensor);
        return tensor;
    }

    private static TensorScope? Innermost()
    {
        while (_innermost is { _hasEnded: true } ended) _innermost = ended._outer;
        return _innermost;
    }

    private InvalidOperationException OnAnotherThread() =>
        new(
            $"this tensor scope was opened on thread {_thread} and is used on thread {Environment.CurrentManagedThreadId}: a scope belongs "
            + "to one thread, so do not await between TensorScope.Open() and its end; await first, then open the scope");
}
