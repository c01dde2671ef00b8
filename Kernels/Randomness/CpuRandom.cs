using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Lanes;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>Random numbers, computed block by block in double and rounded to float32.</summary>
internal sealed unsafe class CpuRandom(WorkerPool workers) : IRandom
{
    // A number costs about as much as this many that are only copied.
    private const int UniformCost = 8;
    private const int NormalCost = 64;

    /// <inheritdoc/>
    public void Uniform(in RandomStream stream, ulong first, double low, double high, BufferView y) =>
        Run(stream, first, UniformCost, y, new UniformWords(low, high));

    /// <inheritdoc/>
    public void Normal(in RandomStream stream, ulong first, double mean, double deviation, BufferView y) =>
        Run(stream, first, NormalCost, y, new NormalWords(mean, deviation));

    /// <inheritdoc/>
    public void Bernoulli(in RandomStream stream, ulong first, double probability, double value, BufferView y) =>
        Run(stream, first, UniformCost, y, new BernoulliWords(probability, (float)value));

    private interface IWords
    {
        /// <summary>Makes four numbers of the words of a block.</summary>
        (float A, float B, float C, float D) Map(in PhiloxBlock block);
    }

    private void Run<TWords>(in RandomStream stream, ulong first, int cost, BufferView y, TWords words)
        where TWords : unmanaged, IWords => RangeLoop.Run(workers, y.Length, cost, new Body<TWords>(stream, first, y.Floats, words));

    private readonly struct UniformWords(double low, double high) : IWords
    {
        public (float A, float B, float C, float D) Map(in PhiloxBlock block) => (Map(block.A), Map(block.B), Map(block.C), Map(block.D));

        private float Map(uint word) => (float)(low + (high - low) * PhiloxBlock.Uniform(word));
    }

    private readonly struct NormalWords(double mean, double deviation) : IWords
    {
        public (float A, float B, float C, float D) Map(in PhiloxBlock block)
        {
            var (a, b) = PhiloxBlock.Normal(block.A, block.B);
            var (c, d) = PhiloxBlock.Normal(block.C, block.D);
            return (Map(a), Map(b), Map(c), Map(d));
        }

        private float Map(double normal) => (float)(mean + deviation * normal);
    }

    private readonly struct BernoulliWords(double probability, float value) : IWords
    {
        public (float A, float B, float C, float D) Map(in PhiloxBlock block) => (Map(block.A), Map(block.B), Map(block.C), Map(block.D));

        private float Map(uint word) => PhiloxBlock.Uniform(word) < probability ? value : 0;
    }

    private readonly struct Body<TWords>(RandomStream stream, ulong firstNumber, float* y, TWords words) : IRangeBody
        where TWords : unmanaged, IWords
    {
        public void Run(long first, long end)
        {
            var numbers = stackalloc float[4];
            for (var i = first; i < end;)
            {
                var number = firstNumber + (ulong)i;
                (numbers[0], numbers[1], numbers[2], numbers[3]) = words.Map(PhiloxBlock.Of(stream, number / 4));
                for (var word = (int)(number % 4); word < 4 && i < end; word++) y[i++] = numbers[word];
            }
        }
    }
}
