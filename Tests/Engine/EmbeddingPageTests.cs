using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Engine.Schedules;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine;

/// <summary>The program of docs/embedding.md, word for word, so that the page shows one that compiles, runs and learns.</summary>
public sealed class EmbeddingPageTests
{
    private const string Begin = "// The page's program begins.";
    private const string End = "// The page's program ends.";

    [Test]
    public void ThePageShowsThisProgramAndWhatItPrints()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Source())!, "..", "..", "docs", "embedding.md"));
        var program = Lines(File.ReadAllText(Source())).SkipWhile(line => line != Begin).Skip(1).TakeWhile(line => line != End);
        Assert.That(string.Join('\n', Lines(page)), Does.Contain(string.Join('\n', program)));

        Run();

        // Processors round differently, and four hundred steps make something of it: the form is the page's, the function is learned.
        var printed = Lines(Console.Printed.ToString());
        Assert.That(Lines(page).Select(WithoutDigits), Is.SupersetOf(printed.Select(WithoutDigits)));
        var learned = double.Parse(printed[^1].Split(' ')[^1], CultureInfo.InvariantCulture);
        Assert.That(learned, Is.EqualTo(Math.Sin(1.5)).Within(0.05));
    }

    private static string WithoutDigits(string line) =>
        string.Concat(line.Select(character => char.IsAsciiDigit(character) ? '0' : character));

    private static void Run()
    {
        // The page's program begins.
        // Learns y = sin(3x) from 256 points.
        using var device = new CpuDevice();
        var random = new RandomSource(seed: 1);
        var model = new Sequential(
            new Linear(device, random, 1, 64), new Relu(), new Linear(device, random, 64, 64), new Relu(),
            new Linear(device, random, 64, 1));
        var optimizer = new AdamW(ParameterGroup.SplitByDecay(model.TrainableParameters(), weightDecay: 0.01));
        var schedule = new WarmupCosine(Peak: 1e-2, Minimum: 0, WarmupEpochs: 20, Epochs: 400);

        var inputs = Enumerable.Range(0, 256).Select(i => i / 128f - 1).ToArray();
        var x = Tensor.From(device, new Shape(256, 1), inputs);
        var y = Tensor.From(device, new Shape(256, 1), [.. inputs.Select(value => MathF.Sin(3 * value))]);

        for (var step = 0; step < 400; step++)
        {
            using var tape = new Tape();
            var loss = model.Forward(x).SquaredError(y);
            tape.Backward(loss);
            optimizer.Step(schedule.At(step));
            optimizer.ClearGradients();
            if (step % 100 == 99) Console.WriteLine($"step {step + 1}: mean squared error {loss.Item():E1}");
        }

        using var scope = TensorScope.Open();
        var half = Tensor.From(device, new Shape(1, 1), [0.5f]);
        Console.WriteLine($"sin(3 * 0.5) is {MathF.Sin(1.5f):F3}, the model says {model.Forward(half).Item():F3}");
        // The page's program ends.
    }

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Source([CallerFilePath] string path = "") => path;

    /// <summary>Stands in for the program's console.</summary>
    private static class Console
    {
        public static StringBuilder Printed { get; } = new();

        public static void WriteLine(FormattableString text) => Printed.Append(FormattableString.Invariant(text)).Append('\n');
    }
}
