using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EcgCmrNative.Tests.Data.Signals;

internal sealed class Fixture
{
    private readonly byte[] _bytes;
    private readonly JsonElement _header;
    private readonly int _start;

    public Fixture(string name)
    {
        _bytes = File.ReadAllBytes(SharedData.Require("reference", "fixtures", name));
        _start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(_bytes);
        _header = JsonDocument.Parse(_bytes.AsMemory(8, _start - 8)).RootElement;
    }

    public double[] this[string name]
    {
        get
        {
            var at = _header.GetProperty(name).GetProperty("data_offsets");
            return MemoryMarshal.Cast<byte, double>(_bytes.AsSpan((_start + at[0].GetInt32())..(_start + at[1].GetInt32()))).ToArray();
        }
    }

    public int Length(string name) => _header.GetProperty(name).GetProperty("shape")[1].GetInt32();
}
