using System.Reflection;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Tests.Kernels.WrongInputs;

/// <summary>Repeats a recorded call on a device, first as it was and then spoiled in every way.</summary>
internal sealed class WrongCalls
{
    private readonly RecordedCall _call;
    private readonly IEnumerable<RecordedCall> _others;
    private readonly Device _device;
    private readonly Device _other;
    private readonly object _kernels;
    private readonly Dictionary<BufferView, GuardedMemory> _memory = [];

    /// <param name="call">The call.</param>
    /// <param name="others">All calls of the method.</param>
    /// <param name="device">Where to repeat it.</param>
    /// <param name="other">Another device.</param>
    /// <param name="kernels">What implements the contract.</param>
    public WrongCalls(RecordedCall call, IEnumerable<RecordedCall> others, Device device, Device other, object kernels)
    {
        (_call, _others, _device, _other, _kernels) = (call, others, device, other, kernels);
        var guard = 64 + 2 * call.Contents.Values.Max(content => content.Length);
        foreach (var (view, content) in call.Contents) _memory.Add(view, new GuardedMemory(device, content, guard));
    }

    /// <summary>Tries everything, and says what was wrong with it.</summary>
    /// <param name="oneOfEachKind">Try only one wrong argument of each kind.</param>
    public List<string> Run(bool oneOfEachKind)
    {
        var complaints = new List<string>();
        var wrongs = WrongArgument.Of(_call, _others, Repeat(complaints));
        // The one in the middle: the first and last values of a kind are those that every check refuses.
        if (oneOfEachKind) wrongs = wrongs.GroupBy(wrong => wrong.Kind).Select(kind => kind.ElementAt(kind.Count() / 2));
        foreach (var wrong in wrongs)
        {
            if (Try(wrong) is { } complaint)
                complaints.Add($"{_call.Method}: {wrong.Leaf.Name(_call.Target)}, {wrong.Kind} {wrong.Value}: {complaint}");
        }
        foreach (var memory in _memory.Values) memory.Release();
        return complaints;
    }

    // The call as it was recorded; returns what it changes.
    private HashSet<BufferView> Repeat(List<string> complaints)
    {
        // Other numbers than were recorded: a result that happens to be what was there would look like an input.
        foreach (var (view, memory) in _memory) memory.Fill(content: Shifted(_call.Contents[view]));
        var before = _memory.ToDictionary(entry => entry.Key, entry => entry.Value.Bits());
        if (Invoke(Placed(_call.Arguments)) is { } failure) complaints.Add($"{_call.Method}: the valid call is refused: {failure.Message}");
        var outputs = new HashSet<BufferView>();
        foreach (var (view, memory) in _memory)
        {
            var after = memory.Bits();
            if (memory.Complaint(before[view], after, 0) is { } complaint) complaints.Add($"{_call.Method}, valid: {complaint}");
            if (!after.AsSpan().SequenceEqual(before[view])) outputs.Add(view);
        }
        return outputs;
    }

    private string? Try(WrongArgument wrong)
    {
        var view = wrong.Leaf.Value is BufferView v ? v : default;
        var longer = wrong.Kind == Wrong.Length ? (int)wrong.Value : 0;
        int[]? indices = null;
        if (wrong.Kind == Wrong.Index)
        {
            indices = [.. (int[])_call.Contents[view]];
            indices[indices.Length / 2] = (int)wrong.Value;
        }
        var before = Fill(view, longer, indices);
        DeviceBuffer? spare = null;
        object value = wrong.Kind switch
        {
            Wrong.Length => _memory[view].View(longer: longer),
            Wrong.Absent => default(BufferView),
            Wrong.Kind => (spare = _device.Allocate(view.Length, 1 - view.Buffer.Kind)).View,
            Wrong.Released => Released(view),
            Wrong.OtherDevice => (spare = _other.Allocate(view.Length, view.Buffer.Kind)).View,
            Wrong.Overlap => _memory[(BufferView)wrong.Value].View(shift: 1, longer: (int)(view.Length - ((BufferView)wrong.Value).Length)),
            Wrong.Index => _memory[view].View(),
            _ => wrong.Value,
        };
        var failure = Invoke(wrong.Leaf.Replace(Placed(_call.Arguments), value));
        spare?.Release();
        if (failure is not null and not (ArgumentException or ObjectDisposedException or NotSupportedException))
            return $"throws {failure.GetType().Name}: {failure.Message}";
        if (failure is { Message.Length: < 20 }) return $"says only '{failure.Message}'";
        if (failure is null && wrong.IsCertain) return "is accepted";
        foreach (var (other, memory) in _memory)
        {
            int? inside = failure is not null ? null : other == view ? longer : 0;
            if (memory.Complaint(before[other], memory.Bits(), inside) is { } complaint) return complaint;
        }
        return null;
    }

    private Dictionary<BufferView, long[]> Fill(BufferView spoiled, int longer, int[]? indices)
    {
        foreach (var (view, memory) in _memory) memory.Fill(view == spoiled ? longer : 0, view == spoiled ? indices : null);
        return _memory.ToDictionary(entry => entry.Key, entry => entry.Value.Bits());
    }

    private static Array Shifted(Array content) =>
        content is double[] numbers ? numbers.Select(number => number + 0.125).ToArray() : content;

    private object?[] Placed(object?[] arguments)
    {
        foreach (var leaf in ArgumentLeaf.Of(arguments))
            if (leaf.Value is BufferView { IsAbsent: false } view) arguments = leaf.Replace(arguments, _memory[view].View());
        return arguments;
    }

    private BufferView Released(BufferView view)
    {
        var buffer = _device.Allocate(view.Length, view.Buffer.Kind);
        buffer.Release();
        return buffer.View;
    }

    private Exception? Invoke(object?[] arguments)
    {
        try
        {
            _call.Target.Invoke(_kernels, arguments);
            _device.Synchronize();
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
    }
}
