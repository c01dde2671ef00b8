namespace EcgCmrNative.Engine;

/// <summary>
/// Owns the tensors that are made on this thread until it ends. Layers open one around their forward pass, so that what they made inside
/// and nobody needs for the backward pass goes back at once; a program that uses layers has no need to.
/// </summary>
/// <example><code>
/// using var scope = TensorScope.Open();
/// var hidden = Normalize(x);              // goes back when the scope ends
/// return scope.Keep(hidden.Gelu());       // belongs to the scope around this one
/// </code></example>
public sealed class TensorScope : IDisposable
{
    [ThreadStatic]
    private static TensorScope? _innermost;

    // A layer's scope is as short-lived as a call; the objects are used again.
    [ThreadStatic]
    private static TensorScope? _spare;

    private readonly List<Tensor> _owned = [];
    private TensorScope? _outer;

    private TensorScope() { }

    /// <summary>Opens a scope inside the one that is open on this thread.</summary>
    public static TensorScope Open()
    {
        var scope = _spare ?? new TensorScope();
        _spare = scope._outer;
        scope._outer = _innermost;
        _innermost = scope;
        return scope;
    }

    /// <summary>Hands a tensor to the scope around this one, or to the garbage collector where there is none.</summary>
    public Tensor Keep(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        // The newest tensors are at the end, and a result is among them.
        var index = _owned.LastIndexOf(tensor);
        if (index < 0) return tensor;
        _owned.RemoveAt(index);
        _outer?._owned.Add(tensor);
        return tensor;
    }

    /// <summary>Ends the scope.</summary>
    /// <exception cref="InvalidOperationException">A scope inside it is still open.</exception>
    public void Dispose()
    {
        if (_innermost != this) throw new InvalidOperationException("a tensor scope ended while one inside it was still open");
        foreach (var tensor in _owned) tensor.LetGo();
        _owned.Clear();
        _innermost = _outer;
        _outer = _spare;
        _spare = this;
    }

    internal static Tensor Adopt(Tensor tensor)
    {
        _innermost?._owned.Add(tensor);
        return tensor;
    }
}
