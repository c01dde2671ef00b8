using System.Buffers.Binary;
using System.Text;
using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Data.Formats.Torch;

/// <summary>Writes the pickle (protocol 2) of a state dict: name → contiguous tensor, tensor i in storage i.</summary>
internal sealed class TorchPickle
{
    private readonly MemoryStream _bytes = new();

    private TorchPickle()
    {
    }

    public static byte[] OfStateDict(IReadOnlyList<FileTensor> tensors, string? key)
    {
        var pickle = new TorchPickle();
        pickle.Opcodes(0x80, 2);
        if (key is not null)
        {
            pickle.Opcodes('}');
            pickle.Text(key);
        }
        pickle.EmptyOrderedDict();
        for (var i = 0; i < tensors.Count; i++)
        {
            pickle.Text(tensors[i].Name);
            pickle.Tensor(tensors[i], i);
            pickle.Opcodes('s');
        }
        if (key is not null) pickle.Opcodes('s');
        pickle.Opcodes('.');
        return pickle._bytes.ToArray();
    }

    private void Tensor(FileTensor tensor, int index)
    {
        var storage = TorchStorage.ClassOf(tensor.Kind) ?? throw new NotSupportedException($"PyTorch has no storage for {tensor}");
        Global("torch._utils", "_rebuild_tensor_v2");
        Opcodes('(', '(');
        Text("storage");
        Global("torch", storage);
        Text($"{index}");
        Text("cpu");
        Integer(tensor.ElementCount);
        Opcodes('t', 'Q');
        Integer(0);
        Tuple(tensor.Shape);
        Tuple(RowMajorStrides(tensor.Shape));
        Opcodes(0x89);
        EmptyOrderedDict();
        Opcodes('t', 'R');
    }

    private static long[] RowMajorStrides(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        long stride = 1;
        for (var axis = strides.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(shape[axis], 1);
        }
        return strides;
    }

    private void EmptyOrderedDict()
    {
        Global("collections", "OrderedDict");
        Opcodes(')', 'R');
    }

    private void Tuple(IReadOnlyList<long> values)
    {
        Opcodes('(');
        foreach (var value in values) Integer(value);
        Opcodes('t');
    }

    private void Integer(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        if (value == (int)value)
        {
            Opcodes('J');
            BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)value);
            _bytes.Write(bytes[..sizeof(int)]);
            return;
        }
        Opcodes(0x8A, sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    private void Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Opcodes('X');
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        _bytes.Write(length);
        _bytes.Write(utf8);
    }

    private void Global(string module, string name) => _bytes.Write(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));

    private void Opcodes(params ReadOnlySpan<int> opcodes)
    {
        foreach (var opcode in opcodes) _bytes.WriteByte((byte)opcode);
    }
}
