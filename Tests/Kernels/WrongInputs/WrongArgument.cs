using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Tests.Kernels.WrongInputs;

/// <summary>One way to spoil one argument of a call.</summary>
/// <param name="Leaf">The argument.</param>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Value">A number or the length by which a view differs; for indices, what is written into them.</param>
/// <param name="IsCertain">True where every contract has to refuse it; else it may also accept it and do no harm.</param>
internal sealed record WrongArgument(ArgumentLeaf Leaf, Wrong Kind, object Value, bool IsCertain = false)
{
    private const int MostIndicesTried = 80;

    /// <summary>Everything that is tried with a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="others">All calls of the method; an argument that has both kinds of elements among them may have either.</param>
    /// <param name="outputs">The views that a valid call changes.</param>
    public static IEnumerable<WrongArgument> Of(RecordedCall call, IEnumerable<RecordedCall> others, IReadOnlySet<BufferView> outputs)
    {
        var leaves = ArgumentLeaf.Of(call.Arguments).ToList();
        var kinds = others.SelectMany(other => ArgumentLeaf.Of(other.Arguments)).Where(leaf => leaf.Value is BufferView { IsAbsent: false })
            .ToLookup(leaf => leaf.Name(call.Target), leaf => ((BufferView)leaf.Value).Buffer.Kind);
        var longest = call.Contents.Values.Select(content => content.Length).DefaultIfEmpty(0).Max();
        foreach (var leaf in leaves)
        {
            switch (leaf.Value)
            {
                case BufferView { IsAbsent: false, Length: > 0 } view:
                    foreach (var wrong in OfView(leaf, view, call, longest)) yield return wrong;
                    var isOfOneKind = kinds[leaf.Name(call.Target)].Distinct().Count() == 1;
                    yield return new(leaf, Wrong.Kind, 0, IsCertain: isOfOneKind);
                    if (!outputs.Contains(view) || leaves.Count(other => view.Equals(other.Value)) > 1) break;
                    foreach (var input in call.Contents.Keys.Where(other => !outputs.Contains(other) && other.Length > 1))
                        if (input.Buffer.Kind == view.Buffer.Kind) yield return new(leaf, Wrong.Overlap, input, IsCertain: true);
                    break;
                case int number:
                    foreach (var value in (int[])[-1, int.MinValue, int.MaxValue, 0, 46341, 65536, number + 1])
                        if (value != number) yield return new(leaf, Wrong.Number, value);
                    break;
                case long number:
                    foreach (var value in (long[])[-1, long.MinValue, long.MaxValue, 0, 1L << 32, number + 1])
                        if (value != number) yield return new(leaf, Wrong.Number, value);
                    break;
                case Enum value:
                    yield return new(leaf, Wrong.Number, Enum.ToObject(value.GetType(), 99), IsCertain: true);
                    break;
            }
        }
    }

    private static IEnumerable<WrongArgument> OfView(ArgumentLeaf leaf, BufferView view, RecordedCall call, int longest)
    {
        foreach (var longer in (int[])[-(int)view.Length, -1, 1, 17]) yield return new(leaf, Wrong.Length, longer);
        yield return new(leaf, Wrong.Absent, 0);
        yield return new(leaf, Wrong.Released, 0, IsCertain: true);
        yield return new(leaf, Wrong.OtherDevice, 0, IsCertain: true);
        if (call.Contents[view] is not int[]) yield break;
        var values = Enumerable.Range(-2, Math.Min(longest, MostIndicesTried) + 4).Concat([int.MinValue, int.MaxValue, 1 << 30]);
        foreach (var value in values) yield return new(leaf, Wrong.Index, value);
    }
}

/// <summary>What can be wrong with an argument.</summary>
internal enum Wrong
{
    /// <summary>A view that is shorter or longer than it should be.</summary>
    Length,

    /// <summary>No view.</summary>
    Absent,

    /// <summary>A view of the other kind of elements.</summary>
    Kind,

    /// <summary>A view whose memory has gone back to the pool.</summary>
    Released,

    /// <summary>A view of another device's memory.</summary>
    OtherDevice,

    /// <summary>An output that partly overlaps an input.</summary>
    Overlap,

    /// <summary>A size, stride or position.</summary>
    Number,

    /// <summary>An index in a view of indices.</summary>
    Index,
}
