using System.Globalization;

namespace EcgCmrNative.Benchmarks.Training;

/// <summary>What a measurement of training steps is asked to do.</summary>
internal sealed record StepOptions
{
    /// <summary>The options in words.</summary>
    public const string Usage =
        "step [--model mae|finetune|resnet18|resnet50|mmcl] [--preset tiny] [--samples 2500] [--imaging resnet50] [--size 210] "
        + "[--batch 32] [--chunk-size 0] [--threads 2] [--mask-ratio 0.8] [--warmup 3] [--blocks 6] [--steps 4] [--peer] "
        + "[--python /usr/bin/python3] [--openblas-core SkylakeX] [--profile]";

    /// <summary>Names the masked autoencoder.</summary>
    public const string Autoencoder = "mae";

    /// <summary>Names fine-tuning.</summary>
    public const string FineTuning = "finetune";

    /// <summary>Names the joint model.</summary>
    public const string Multimodal = "mmcl";

    /// <summary>
    /// What is trained: <see cref="Autoencoder"/>, <see cref="FineTuning"/>, <see cref="Multimodal"/>, or a preset of the image encoders.
    /// </summary>
    public string Model { get; private init; } = Autoencoder;

    /// <summary>The image encoder of the joint model.</summary>
    public string Imaging { get; private init; } = "resnet50";

    /// <summary>Rows and columns of an image.</summary>
    public int Size { get; private init; } = 210;

    /// <summary>A preset of the ECG encoders.</summary>
    public string Preset { get; private init; } = "tiny";

    /// <summary>Samples per lead of what is fine-tuned, or predicted from.</summary>
    public int Samples { get; private init; } = 2500;

    /// <summary>Recordings, images or pairs per step.</summary>
    public int Batch { get; private init; } = 32;

    /// <summary>Pairs that the joint model embeds at a time; 0 for the whole batch.</summary>
    public int ChunkSize { get; private init; }

    /// <summary>Threads of either side.</summary>
    public int Threads { get; private init; } = 2;

    /// <summary>Share of the patches that the encoder does not see.</summary>
    public double MaskRatio { get; private init; } = 0.8;

    /// <summary>Steps of either side before the first that counts.</summary>
    public int Warmup { get; private init; } = 3;

    /// <summary>How often the sides take turns.</summary>
    public int Blocks { get; private init; } = 6;

    /// <summary>Steps of a turn.</summary>
    public int StepsPerBlock { get; private init; } = 4;

    /// <summary>Measures PyTorch in turns.</summary>
    public bool Peer { get; private init; }

    /// <summary>A Python that has PyTorch.</summary>
    public string Python { get; private init; } = "/usr/bin/python3";

    /// <summary>
    /// The core whose kernels the peer's OpenBLAS takes; null for its own choice, which is slow where it does not know the processor.
    /// </summary>
    public string? OpenBlasCore { get; private init; }

    /// <summary>Prints time per operator.</summary>
    public bool Profile { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, or its value is not one.</exception>
    public static StepOptions Parse(IEnumerable<string> arguments)
    {
        var options = new StepOptions();
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            var name = rest.Current;
            options = name switch
            {
                "--model" => options with { Model = Value() },
                "--imaging" => options with { Imaging = Value() },
                "--size" => options with { Size = Count() },
                "--preset" => options with { Preset = Value() },
                "--samples" => options with { Samples = Count() },
                "--batch" => options with { Batch = Count() },
                "--chunk-size" => options with { ChunkSize = Count(least: 0) },
                "--threads" => options with { Threads = Count() },
                "--mask-ratio" => options with { MaskRatio = double.Parse(Value(), CultureInfo.InvariantCulture) },
                "--warmup" => options with { Warmup = Count(least: 0) },
                "--blocks" => options with { Blocks = Count() },
                "--steps" => options with { StepsPerBlock = Count() },
                "--peer" => options with { Peer = true },
                "--python" => options with { Python = Value() },
                "--openblas-core" => options with { OpenBlasCore = Value() },
                "--profile" => options with { Profile = true },
                _ => throw new ArgumentException($"there is no option '{name}'; usage: {Usage}"),
            };

            string Value() => rest.MoveNext() ? rest.Current : throw new ArgumentException($"{name} needs a value; usage: {Usage}");

            int Count(int least = 1) => int.TryParse(Value(), CultureInfo.InvariantCulture, out var count) && count >= least
                ? count
                : throw new ArgumentException($"{name} needs a whole number of at least {least}; usage: {Usage}");
        }
        return options;
    }
}
