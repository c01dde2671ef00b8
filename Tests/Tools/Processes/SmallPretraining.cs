using System.CommandLine;
using EcgCmrNative.Cli;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Tests.Models.Training.Contrastive;

namespace EcgCmrNative.Tests.Tools.Processes;

/// <summary>Command lines of <c>ecgcmr pretrain</c> that train a tiny model, for every recipe.</summary>
internal static class SmallPretraining
{
    /// <summary>The names of all recipes.</summary>
    public static IEnumerable<string> Names => Commands().Select(command => command.Name);

    /// <summary>A command line, with as many of the settings as the command has.</summary>
    /// <param name="name">The recipe.</param>
    /// <param name="stores">The data.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="epochs">Epochs.</param>
    /// <param name="more">More words.</param>
    public static string[] Words(string name, PairStores stores, string folder, int epochs, params string[] more)
    {
        var options = Commands().Single(command => command.Name == name).Options.Select(option => option.Name).ToHashSet();
        var hasEcg = options.Contains("--ecg");
        // Of a command that takes either, the ECGs are tried.
        var hasCmr = options.Contains("--cmr") && (!hasEcg || options.Contains("--lr-cmr"));
        (string, string)[] all =
        [
            .. hasEcg ? new[] { ("--ecg", stores.Folder["ecg"]), ("--ecg-preset", "pluto"), ("--window", "200") } : [],
            .. hasCmr
                ? new[] { ("--cmr", stores.Folder["cmr"]), ("--cmr-preset", "resnet18-narrow8"), ("--image-size", "32") } : [],
            ("--hidden", "16"), ("--projection", "8"), ("--epochs", $"{epochs}"), ("--batch-size", "4"), ("--warmup-epochs", "0"),
            ("--validation", "0.3"), ("--threads", "1"), ("--out", folder),
        ];
        return
        [
            "pretrain", name, .. all.Where(entry => options.Contains(entry.Item1)).SelectMany(entry => new[] { entry.Item1, entry.Item2 }),
            .. more,
        ];
    }

    /// <summary>The tensors of a run's last checkpoint by name, byte for byte: weights and the state of the optimisers.</summary>
    public static Dictionary<string, byte[]> Tensors(string folder)
    {
        using var file = SafeTensorsFile.Open(Path.Combine(folder, RunFolder.LastCheckpoint));
        return file.Tensors.ToDictionary(tensor => tensor.Name, tensor =>
        {
            using var bytes = new MemoryStream();
            tensor.WriteTo(bytes);
            return bytes.ToArray();
        });
    }

    /// <summary>True if two checkpoints have the same tensors, bit for bit.</summary>
    public static bool AreEqual(Dictionary<string, byte[]> left, Dictionary<string, byte[]> right) =>
        left.Count == right.Count
        && left.All(entry => right.TryGetValue(entry.Key, out var other) && entry.Value.AsSpan().SequenceEqual(other));

    private static IEnumerable<Command> Commands() =>
        EcgcmrCommandLine.Create().Subcommands.Single(command => command.Name == "pretrain").Subcommands;
}
