using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>Random numbers in vectors; normal ones are computed in double, as float32 would lose the digits of small radii.</summary>
internal sealed unsafe class CpuRandom(WorkerPool workers) : IRandom
{
    // A number costs about as much as this many that are only copied.
    private const int UniformCost = 2;
    private const int NormalCost = 16;

    private interface IMapping
    {
        /// <summary>Makes <see cref="PhiloxVector.Count"/> numbers of as many words.</summary>
        void Map(uint* words, float* numbers);
    }

    /// <inheritdoc/>
    public void Uniform(in RandomStream stream, ulong first, double low, double high, BufferView y) =>
        Run(stream, first, UniformCost, y, new UniformMapping((float)low, (float)((high - low) * PhiloxBlock.UniformStep)));

    /// <inheritdoc/>
    public void Normal(in RandomStream stream, ulong first, double mean, double deviation, BufferView y) =>
        Run(stream, first, NormalCost, y, new NormalMapping(mean, deviation));

    /// <inheritdoc/>
    public void Bernoulli(in RandomStream stream, ulong first, double probability, double value, BufferView y) =>
        Run(stream, first, UniformCost, y, new BernoulliMapping(Steps(probability), (float)value));

    // How many of the uniform numbers, which are multiples of their step, lie below the probability.
    private static int Steps(double probability) => (int)Math.Ceiling(Math.Clamp(probability, 0, 1) / PhiloxBlock.UniformStep);

    private void Run<TMapping>(in RandomStream stream, ulong first, int cost, BufferView y, TMapping mapping)
        where TMapping : unmanaged, IMapping =>
        RangeLoop.Run(workers, y.Length, cost, new Body<TMapping>(stream, first, y.Floats, mapping));

    private readonly struct UniformMapping(float low, float step) : IMapping
    {
        public void Map(uint* words, float* numbers)
        {
            for (var i = 0; i < PhiloxVector.Count; i += Vector256<float>.Count)
            {
                var steps = Vector256.ConvertToSingle((Vector256.Load(words + i) >> 8).AsInt32());
                Vector256.FusedMultiplyAdd(steps, Vector256.Create(step), Vector256.Create(low)).Store(numbers + i);
            }
        }
    }

    private readonly struct BernoulliMapping(int steps, float value) : IMapping
    {
        public void Map(uint* words, float* numbers)
        {
            for (var i = 0; i < PhiloxVector.Count; i += Vector256<float>.Count)
            {
                var below = Vector256.LessThan((Vector256.Load(words + i) >> 8).AsInt32(), Vector256.Create(steps));
                (below.AsSingle() & Vector256.Create(value)).Store(numbers + i);
            }
        }
    }

    private readonly struct NormalMapping(double mean, double deviation) : IMapping
    {
        private const int Pairs = PhiloxVector.Count / 2;

        public void Map(uint* words, float* numbers)
        {
            Span<double> radii = stackalloc double[Pairs], sines = stackalloc double[Pairs], cosines = stackalloc double[Pairs];
            for (var pair = 0; pair < Pairs; pair++)
            {
                radii[pair] = PhiloxBlock.PositiveUniform(words[2 * pair]);
                sines[pair] = PhiloxBlock.Angle(words[2 * pair + 1]);
            }
            TensorPrimitives.Log(radii, radii);
            TensorPrimitives.Multiply(radii, -2, radii);
            TensorPrimitives.Sqrt(radii, radii);
            TensorPrimitives.Cos(sines, cosines);
            TensorPrimitives.Sin(sines, sines);
            for (var pair = 0; pair < Pairs; pair++)
            {
                numbers[2 * pair] = (float)(mean + deviation * radii[pair] * cosines[pair]);
                numbers[2 * pair + 1] = (float)(mean + deviation * radii[pair] * sines[pair]);
            }
        }
    }

    private readonly struct Body<TMapping>(RandomStream stream, ulong firstNumber, float* y, TMapping mapping) : IRangeBody
        where TMapping : unmanaged, IMapping
    {
        public void Run(long first, long end)
        {
            var words = stackalloc uint[PhiloxVector.Count];
            var numbers = stackalloc float[PhiloxVector.Count];
            for (var i = first; i < end;)
            {
                // A call may begin in the middle of a block, and end there.
                var skip = (int)((firstNumber + (ulong)i) % 4);
                var count = (int)Math.Min(PhiloxVector.Count - skip, end - i);
                PhiloxVector.Words(stream, (firstNumber + (ulong)i) / 4, words);
                var whole = count == PhiloxVector.Count;
                mapping.Map(words, whole ? y + i : numbers);
                if (!whole) new Span<float>(numbers + skip, count).CopyTo(new Span<float>(y + i, count));
                i += count;
            }
        }
    }
}
