using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Objectives.Contrastive;

/// <summary>The last embeddings of training, first in, first out (Wu et al. 2018; He et al. 2020). Part of the state: a checkpoint
/// holds it.</summary>
public sealed class MemoryBank : Module
{
    private readonly Parameter _bank;
    private readonly Parameter _pushed;

    /// <summary>Creates an empty bank.</summary>
    /// <param name="device">The device of its weights.</param>
    /// <param name="size">Embeddings that it holds.</param>
    /// <param name="width">Numbers of one.</param>
    public MemoryBank(Device device, int size, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _bank = Add("bank", new Parameter(device, new Shape(size, width), trainable: false));
        _pushed = Add("bank_ptr", new Parameter(device, new Shape(2), trainable: false));
    }

    /// <summary>Embeddings in the bank; waits for the device.</summary>
    public int Filled => (int)_pushed.ToDoubles()[1];

    /// <summary>A copy of the bank's content, [<see cref="Filled"/>, width]; no gradient flows into it.</summary>
    public Tensor Embeddings()
    {
        var (filled, width) = (Filled, _bank.Shape[1]);
        var copy = Tensor.Zeros(_bank.Device, new Shape(filled, width));
        _bank.Device.Elementwise.Copy(_bank.Data.Slice(0, (long)filled * width), copy.Data);
        return copy;
    }

    /// <summary>Adds embeddings in place of the oldest; of more than its size, the last.</summary>
    /// <param name="embeddings">[count, width].</param>
    /// <exception cref="ShapeException">The width differs.</exception>
    public void Push(Tensor embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        var (size, width) = (_bank.Shape[0], _bank.Shape[1]);
        ShapeException.Require("memory bank", "embeddings", embeddings.Shape, new Shape(embeddings.Shape[0], width));
        var state = _pushed.ToDoubles();
        var (next, filled) = ((int)state[0], (int)state[1]);
        var count = Math.Min(size, embeddings.Shape[0]);
        for (int done = 0, skipped = embeddings.Shape[0] - count; done < count;)
        {
            var run = Math.Min(count - done, size - next);
            _bank.Device.Elementwise.Copy(
                embeddings.Data.Slice((long)(skipped + done) * width, (long)run * width),
                _bank.Data.Slice((long)next * width, (long)run * width));
            done += run;
            next = (next + run) % size;
        }
        _pushed.Set([next, Math.Min(size, filled + count)]);
    }
}
