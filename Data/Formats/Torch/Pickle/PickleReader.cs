using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Torch.Pickle;

/// <summary>
/// Interprets Python's pickle opcodes (protocols 0 to 5, as far as PyTorch writes them) as data. Nothing is imported
/// and nothing is run: the only calls are those of the <see cref="IPickleWorld"/>'s short list, any other call is refused,
/// and objects of unknown classes become a <see cref="PythonObject"/>. Source: Python's pickletools.
/// </summary>
internal sealed class PickleReader
{
    private const int HighestProtocol = 5;

    /// <summary>Python writes the items of a container in batches of a thousand, so few values wait at a time.</summary>
    private const int MaxStack = 1 << 18, MaxUnfinished = 1 << 14;

    // About what a value costs: its place on the stack and its number; an empty container; one with a table; a place in the memo.
    private const int ValueBytes = 16, ContainerBytes = 128, TableBytes = 256, MemoBytes = 80, NameBytes = 128;

    private static readonly object[] SmallIntegers = [.. Enumerable.Range(0, 256).Select(i => (object)(long)i)];
    private static readonly PythonTuple EmptyTuple = new();

    private readonly PickleInput _input;
    private readonly IPickleWorld _world;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<long, object?> _memo = [];
    private int _containersOnStack;

    private PickleReader(PickleInput input, IPickleWorld world) => (_input, _world) = (input, world);

    /// <summary>Reads one pickle up to its STOP.</summary>
    public static object? Read(PickleInput input, IPickleWorld world)
    {
        input.BeginPickle();
        var reader = new PickleReader(input, world);
        var root = reader.Run();
        return PickleTree.Refusal(root) is { } reason ? throw input.Failure($"the pickle is refused: {reason}") : root;
    }

    private object? Run()
    {
        while (true)
        {
            var opcode = _input.ReadByte();
            if (opcode == '.') return Pop();
            if (!Structure(opcode) && !Scalar(opcode) && !Reference(opcode))
                throw _input.Failure($"unsupported pickle opcode 0x{opcode:x2}");
            if (_stack.Count + _marks.Count > MaxStack) throw _input.Failure($"the pickle's stack has more than {MaxStack} values");
            if (_containersOnStack > MaxUnfinished)
                throw _input.Failure($"more than {MaxUnfinished} containers are unfinished, or nested in each other");
        }
    }

    /// <summary>Opcodes that push one plain value.</summary>
    private bool Scalar(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'N': Push(null); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case (byte)'K': Push(SmallIntegers[_input.ReadByte()]); break;
            case (byte)'M': Push((long)_input.ReadUInt16()); break;
            case (byte)'J': Push((long)_input.ReadInt32()); break;
            case (byte)'I': Push(_input.ReadLine() switch { "00" => false, "01" => true, var digits => Integer(digits) }); break;
            case (byte)'L': Push(Integer(_input.ReadLine().TrimEnd('L'))); break;
            case 0x8A: Push(Integer(_input.ReadByte())); break;
            case (byte)'G': Push(BitConverter.Int64BitsToDouble(BinaryPrimitives.ReverseEndianness(_input.ReadInt64()))); break;
            case (byte)'F':
                Push(double.TryParse(_input.ReadLine(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number : throw _input.Failure("invalid number"));
                break;
            case (byte)'U' or 0x8C: Push(_input.ReadText(_input.ReadByte())); break;
            case (byte)'T' or (byte)'X': Push(_input.ReadText(_input.ReadUInt32())); break;
            case 0x8D: Push(_input.ReadText((ulong)_input.ReadInt64())); break;
            case (byte)'C': Push(_input.ReadBytes(_input.ReadByte())); break;
            case (byte)'B': Push(_input.ReadBytes(_input.ReadUInt32())); break;
            case 0x8E: Push(_input.ReadBytes((ulong)_input.ReadInt64())); break;
            default: return false;
        }
        return true;
    }

    /// <summary>Opcodes that build containers and steer the stack.</summary>
    private bool Structure(byte opcode)
    {
        switch (opcode)
        {
            case 0x80:
                var protocol = _input.ReadByte();
                if (protocol > HighestProtocol)
                    throw _input.Failure($"unsupported pickle protocol {protocol}; supported: 0 to {HighestProtocol}");
                break;
            // The length of a frame is a hint for buffering only.
            case 0x95: _input.ReadInt64(); break;
            case (byte)'(': _input.Take(ValueBytes); _marks.Push(_stack.Count); break;
            case (byte)'0': Pop(); break;
            case (byte)'1': PopToMark(); break;
            case (byte)'2': Push(Peek()); break;
            case (byte)']': Push(Counted(new List<object?>())); break;
            case (byte)'}': Push(Counted(new PythonDictionary())); break;
            case (byte)')': Push(EmptyTuple); break;
            case (byte)'t': Push(Counted(new PythonTuple(PopToMark()))); break;
            case (byte)'l': Push(Counted(new List<object?>(PopToMark()))); break;
            case (byte)'d': SetItems(Counted(new PythonDictionary()), PopToMark()); break;
            case 0x85: Push(Counted(new PythonTuple(Pop()))); break;
            case 0x86: Push(Counted(new PythonTuple(PopLast(2)))); break;
            case 0x87: Push(Counted(new PythonTuple(PopLast(3)))); break;
            case (byte)'a': Append(PopLast(1)); break;
            case (byte)'e': Append(PopToMark()); break;
            case (byte)'s': var pair = PopLast(2); SetItems(Pop(), pair); break;
            case (byte)'u': var pairs = PopToMark(); SetItems(Pop(), pairs); break;
            default: return false;
        }
        return true;
    }

    /// <summary>Opcodes that name, remember, call and build.</summary>
    private bool Reference(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'q': Remember(_input.ReadByte()); break;
            case (byte)'r': Remember(_input.ReadUInt32()); break;
            case 0x94: Remember(_memo.Count); break;
            case (byte)'h': Recall(_input.ReadByte()); break;
            case (byte)'j': Recall(_input.ReadUInt32()); break;
            case (byte)'c':
                _input.Take(NameBytes);
                Push(_world.Name(new PythonSymbol(_input.ReadLine(), _input.ReadLine()), _input));
                break;
            case 0x93:
                _input.Take(NameBytes);
                if (PopLast(2) is not [string module, string name]) throw _input.Failure("the name of a global is not a string");
                Push(_world.Name(new PythonSymbol(module, name), _input));
                break;
            case (byte)'Q': Push(_world.Persistent(Pop(), _input)); break;
            case (byte)'R':
                var (called, arguments) = PopCall();
                Push(Counted(_world.Call(called, arguments, _input)));
                break;
            case 0x81:
                var (type, given) = PopCall();
                Push(Counted(new PythonObject(type, given)));
                break;
            case (byte)'b': Build(Pop(), Peek()); break;
            default: return false;
        }
        return true;
    }

    private (PythonSymbol, PythonTuple) PopCall() => PopLast(2) is [PythonSymbol symbol, PythonTuple arguments]
        ? (symbol, arguments)
        : throw _input.Failure("the pickle calls an object that is not an allowed function");

    /// <summary>An unknown object's state becomes its entries; that of a dictionary (versions of a state dict) is dropped.</summary>
    private void Build(object? state, object? target)
    {
        switch (target, state)
        {
            case (PythonDictionary, PythonDictionary): break;
            case (PythonObject instance, PythonDictionary attributes): Merge(instance, attributes); break;
            // An object with slots: two dictionaries; each may be missing.
            case (PythonObject instance, PythonTuple { Count: 2 } parts) when parts.All(part => part is PythonDictionary or null):
                foreach (var part in parts.OfType<PythonDictionary>()) Merge(instance, part);
                break;
            case (PythonObject instance, _):
                throw _input.Failure($"unsupported state of {instance.Type}: expected one or two dictionaries");
            default: throw _input.Failure("a state is set on a value that is not an object");
        }
    }

    private static void Merge(PythonObject instance, PythonDictionary attributes)
    {
        foreach (var (key, value) in attributes) instance.Entries[key] = value;
    }

    private void Append(object?[] values)
    {
        switch (Peek())
        {
            case List<object?> list: list.AddRange(values); break;
            case PythonObject instance: instance.ElementList.AddRange(values); break;
            default: throw _input.Failure("values are appended to a value that is not a list");
        }
    }

    private void SetItems(object? target, object?[] pairs)
    {
        var dictionary = target as PythonDictionary ?? (target as PythonObject)?.Entries
            ?? throw _input.Failure("items are set in a value that is not a dictionary");
        if (pairs.Length % 2 != 0) throw _input.Failure("a dictionary has a key without a value");
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (pairs[i] is not (string or long or double or bool))
                throw _input.Failure(
                    $"a dictionary has {PickleTree.Describe(pairs[i])} as a key; supported: strings, numbers and booleans");
            dictionary[pairs[i]!] = pairs[i + 1];
        }
        Push(target);
    }

    private object Integer(string digits) =>
        BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Narrow(value) : throw _input.Failure("invalid integer");

    private object Integer(byte byteCount) => Narrow(new BigInteger(_input.ReadBytes(byteCount)));

    private static object Narrow(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;

    private T Counted<T>(T value)
    {
        _input.Take(value is PythonDictionary or PythonObject ? TableBytes : ContainerBytes);
        return value;
    }

    private void Remember(long key)
    {
        _input.Take(MemoBytes);
        _memo[key] = Peek();
    }

    private void Recall(long key) =>
        Push(_memo.TryGetValue(key, out var value) ? value : throw _input.Failure($"memo {key} is used before it is set"));

    private void Push(object? value)
    {
        _input.Take(ValueBytes);
        _stack.Add(value);
        if (PickleTree.IsContainer(value)) _containersOnStack++;
    }

    private object? Peek() => _stack.Count > Floor ? _stack[^1] : throw Underflow();

    private object? Pop()
    {
        var top = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        if (PickleTree.IsContainer(top)) _containersOnStack--;
        return top;
    }

    private object?[] PopLast(int count)
    {
        if (_stack.Count - Floor < count) throw Underflow();
        var values = new object?[count];
        _stack.CopyTo(_stack.Count - count, values, 0, count);
        _stack.RemoveRange(_stack.Count - count, count);
        foreach (var value in values) _containersOnStack -= PickleTree.IsContainer(value) ? 1 : 0;
        return values;
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0) throw Underflow();
        var values = PopLast(_stack.Count - _marks.Peek());
        _marks.Pop();
        return values;
    }

    /// <summary>What lies below the last mark is out of reach until the mark is taken away.</summary>
    private int Floor => _marks.TryPeek(out var mark) ? mark : 0;

    private DataFormatException Underflow() => _input.Failure("the pickle takes a value from an empty stack");
}
