using System.Globalization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Verification.Rounding;

namespace EcgCmrNative.Verification.Fixtures;

/// <summary>
/// A file of reference values: named arrays in float64, and metadata that say how inputs and weights are filled.
/// </summary>
public sealed class Fixture : IDisposable
{
    /// <summary>Limits for fixtures from elsewhere: metadata must not make a small file take all memory.</summary>
    private const int LargestInteger = 8192, MostValues = 1 << 26;

    private readonly SafeTensorsFile _file;

    private Fixture(SafeTensorsFile file) => _file = file;

    /// <summary>What the metadata call the case, e.g. <c>mae.pluto.500</c>.</summary>
    public string Case => Text("case");

    /// <summary>Seed of the deterministic fill.</summary>
    /// <exception cref="DataFormatException">The entry is missing, or not a whole number.</exception>
    public ulong Seed => ulong.TryParse(Text("seed"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
        ? seed
        : throw new DataFormatException(_file.Path, null, $"metadata entry 'seed' = '{Text("seed")}' is not a whole number");

    /// <summary>
    /// Sees what is computed; where it is a <see cref="SingleRounding"/>, inputs, weights and everything computed from them are rounded.
    /// </summary>
    public StorageObserver? Observer { get; private init; }

    /// <summary>Names of all arrays.</summary>
    public IEnumerable<string> Names => _file.Tensors.Select(tensor => tensor.Name);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="observer">See <see cref="Observer"/>.</param>
    /// <exception cref="DataFormatException">It is no safetensors file, or its metadata name no case.</exception>
    public static Fixture Open(string path, StorageObserver? observer = null)
    {
        var fixture = new Fixture(SafeTensorsFile.Open(path)) { Observer = observer };
        _ = fixture.Case;
        return fixture;
    }

    /// <summary>True when the metadata have an entry.</summary>
    public bool Has(string key) => _file.Metadata.ContainsKey(key);

    /// <summary>An entry of the metadata.</summary>
    /// <exception cref="DataFormatException">The entry is missing.</exception>
    public string Text(string key) =>
        _file.Metadata.TryGetValue(key, out var value)
            ? value
            : throw new DataFormatException(_file.Path, null, $"missing metadata entry '{key}'");

    /// <summary>An entry that is a number.</summary>
    public double Number(string key) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new DataFormatException(_file.Path, null, $"metadata entry '{key}' = '{Text(key)}' is not a number");

    /// <summary>An entry that is a whole number.</summary>
    /// <exception cref="DataFormatException">The entry is missing, or not a whole number from 0 to 8192.</exception>
    public int Integer(string key) => Whole(key, Number(key));

    /// <summary>An entry that is Python's True or False.</summary>
    public bool Flag(string key) => Text(key) == "True";

    /// <summary>An entry that is a tuple or list of numbers, such as <c>(0.9, 0.95)</c>.</summary>
    /// <exception cref="DataFormatException">The entry is missing, or not a list of so many numbers.</exception>
    public double[] Numbers(string key, int count)
    {
        var parts = Text(key).Trim('(', ')', '[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) throw Wrong();
        }
        return numbers.Length == count ? numbers : throw Wrong();

        DataFormatException Wrong() =>
            new(_file.Path, null, $"metadata entry '{key}' = '{Text(key)}' is not a list of {count} numbers");
    }

    /// <summary>An entry that is a tuple or list of whole numbers, such as <c>(1, 12, 500)</c>.</summary>
    /// <exception cref="DataFormatException">
    /// The entry is missing, or not a list of so many whole numbers from 0 to 8192.
    /// </exception>
    public int[] Integers(string key, int count) => Array.ConvertAll(Numbers(key, count), value => Whole(key, value));

    /// <summary>True when there is an array of that name.</summary>
    public bool Contains(string name) => _file.Tensors.TryGet(name, out _);

    /// <summary>The numbers of an array.</summary>
    public double[] Values(string name) => _file.Tensors[name].ToDoubles();

    /// <summary>The sizes of an array.</summary>
    public int[] Sizes(string name) => [.. _file.Tensors[name].Shape.Select(size => checked((int)size))];

    /// <summary>The deterministic fill with the file's seed.</summary>
    /// <exception cref="DataFormatException">More values than any fixture has.</exception>
    public double[] Fill(string name, long count) => count is >= 0 and <= MostValues
        ? DeterministicFill.Values(name, count, Seed)
        : throw new DataFormatException(_file.Path, null, $"'{name}' would have {count} values; at most {MostValues} are allowed");

    /// <summary>An input: a tensor of the deterministic fill.</summary>
    public Tensor Input(Device device, string name, params ReadOnlySpan<int> sizes)
    {
        var shape = new Shape(sizes);
        return Tensor.From(device, shape, Stored(Fill(name, shape.Count)));
    }

    /// <summary>An input of images: the fill is channels-first, the tensor [batch, size, size, channels].</summary>
    public Tensor InputImages(Device device, string name, int batch, int channels, int size) =>
        Input(device, name, batch, channels, size, size).Permute(0, 2, 3, 1);

    /// <summary>
    /// Fills a model by its state names: fixed tables stay, tokens 0.02·fill, matrices and filters √(3/fan-in)·fill, running means
    /// 0.1·fill, running variances 1 + 0.5·|fill|, gains 1 + 0.1·fill, everything else 0.1·fill.
    /// </summary>
    public void FillModel(Module model, Func<string, string>? stateName = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (plain, parameter) in model.State())
        {
            var name = stateName?.Invoke(plain) ?? plain;
            if (name.EndsWith("pos_embed", StringComparison.Ordinal)) continue;
            var values = StateLayout.ToPublished(parameter, Fill(name, parameter.Shape.Count), inverse: true);
            var (scale, offset, absolute) = Rule(name, parameter);
            for (var i = 0; i < values.Length; i++) values[i] = offset + scale * (absolute ? Math.Abs(values[i]) : values[i]);
            parameter.Set(Stored(values));
        }
    }

    /// <summary>Starts a tape with <see cref="Observer"/>.</summary>
    public Tape Record() => new() { Observer = Observer };

    /// <summary>
    /// One step of an optimiser; <see cref="Observer"/> gets the gradients, and rounds parameters and the optimiser's memory.
    /// </summary>
    public void Step(Optimizer optimizer, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var parameters = optimizer.Groups.SelectMany(group => group.Parameters).Select(entry => entry.Parameter).ToArray();
        foreach (var parameter in parameters.Where(parameter => parameter.HasGradient)) Observer?.Stored(parameter.Gradient);
        optimizer.Step(learningRate);
        foreach (var stored in parameters.Concat(optimizer.State.Select(entry => entry.Value))) Rounding?.Round(stored.Data);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private int Whole(string key, double value) => value is >= 0 and <= LargestInteger && value == Math.Truncate(value)
        ? (int)value
        : throw new DataFormatException(
            _file.Path, null, $"metadata entry '{key}' = '{Text(key)}' has a number that is not a whole number from 0 to {LargestInteger}");

    private SingleRounding? Rounding => Observer as SingleRounding;

    private double[] Stored(double[] values) => Rounding is null ? values : Array.ConvertAll(values, SingleRounding.Round);

    private static (double Scale, double Offset, bool Absolute) Rule(string name, Parameter parameter)
    {
        if (Ends("cls_token") || Ends("mask_token")) return (0.02, 0, false);
        if (parameter.Shape.Rank >= 2) return (Math.Sqrt(3.0 / (parameter.Shape.Count / parameter.Shape[0])), 0, false);
        if (Ends("running_mean")) return (0.1, 0, false);
        if (Ends("running_var")) return (0.5, 1, true);
        if (Ends("num_batches_tracked")) return (0, 0, false);
        return Ends("weight") ? (0.1, 1, false) : (0.1, 0, false);

        bool Ends(string suffix) => name.EndsWith(suffix, StringComparison.Ordinal);
    }
}
