using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Tests.Models.Training.Contrastive;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>Runs that start from the settings of another one (--config), of a recipe, or from a time.</summary>
public sealed class SettingsFileTests
{
    private static readonly string[] Small =
    [
        "--ecg-preset", "pluto", "--window", "200", "--epochs", "2", "--batch-size", "4", "--warmup-epochs", "1", "--validation", "0.3",
        "--test", "0.2", "--threads", "1",
    ];

    private PairStores _stores = null!;

    [OneTimeSetUp]
    public void Train()
    {
        _stores = new PairStores();
        Done(["pretrain", "mdm", "--ecg", Ecg, "--out", Run("first"), "--seed", "3", .. Small]);
    }

    [OneTimeTearDown]
    public void Delete() => _stores.Dispose();

    private string Ecg => _stores.Folder["ecg"];

    [Test]
    public void A_run_can_be_repeated_to_the_bit()
    {
        var run = Done("pretrain", "mdm", "--ecg", Ecg, "--out", Run("again"), "--config", Settings("first"), "--threads", "1");
        Assert.That(run.Error, Does.Contain("the people whom the run of"));
        Assert.That(File.ReadAllText(Settings("again")), Is.EqualTo(File.ReadAllText(Settings("first"))));
        Assert.That(Losses("again"), Is.EqualTo(Losses("first")));
        Assert.That(Weights("again"), Is.Not.Empty.And.EqualTo(Weights("first")));
    }

    [Test]
    public void An_option_replaces_a_setting_and_a_part_of_a_file_is_enough()
    {
        File.WriteAllText(
            Run("part.json"), """{"Options": {"Preset": "pluto", "Window": 200}, "Training": {"Epochs": 5, "BatchSize": 4}}""");
        Done("pretrain", "mdm", "--ecg", Ecg, "--out", Run("part"), "--config", Run("part.json"), "--epochs", "1", "--threads", "1");
        var settings = JsonNode.Parse(File.ReadAllText(Settings("part")))!;
        Assert.Multiple(() =>
        {
            Assert.That(settings["Training"]!["Epochs"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(settings["Training"]!["BatchSize"]!.GetValue<int>(), Is.EqualTo(4));
            Assert.That(settings["Options"]!["Window"]!.GetValue<int>(), Is.EqualTo(200));
        });
    }

    [TestCase("""{"Options": {"Windw": 200}}""", "Options.Windw")]
    [TestCase("""{"Recipe": "finetune"}""", "finetune")]
    [TestCase("""{"Training": {"Epochs": "many"}}""", "Epochs")]
    [TestCase("[1, 2]", "not a JSON object")]
    [TestCase("{", "cannot be read")]
    public void What_is_not_a_setting_is_an_error_that_names_it(string json, string expected)
    {
        File.WriteAllText(Run("wrong.json"), json);
        var run = CommandRun.Of(["pretrain", "mdm", "--ecg", Ecg, "--out", Run("wrong"), "--config", Run("wrong.json")]);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain(expected).And.Contain("wrong.json"));
        Assert.That(Directory.Exists(Run("wrong")), Is.False);
    }

    [Test]
    public void Settings_of_images_are_no_settings_for_ECGs()
    {
        File.WriteAllText(Run("images.json"), """{"Cmr": {"Preset": "resnet18"}}""");
        var run = CommandRun.Of(["pretrain", "simclr-ecg", "--ecg", Ecg, "--out", Run("wrong"), "--config", Run("images.json")]);
        Assert.That(run.Error, Does.Contain("settings of images (Cmr)"));
    }

    [Test]
    public void A_time_becomes_a_number_of_epochs_that_is_stored()
    {
        var run = Done(
            "pretrain", "mdm", "--ecg", Ecg, "--out", Run("time"), "--minutes", "0.001", "--ecg-preset", "pluto", "--window", "200",
            "--validation", "0.3", "--threads", "1");
        var epochs = JsonNode.Parse(File.ReadAllText(Settings("time")))!["Training"]!["Epochs"]!.GetValue<int>();
        Assert.That(run.Error, Does.Contain($"--epochs {epochs}"));
    }

    [Test]
    public void The_recipe_is_printed_and_stored()
    {
        var run = Done(
            "pretrain", "mdm", "--ecg", Ecg, "--out", Run("small"), "--window", "200", "--epochs", "1", "--validation", "0.3",
            "--threads", "1");
        Assert.That(run.Error, Does.Contain("--clip-norm 1").And.Contain("--lr 0.002"));
        var settings = JsonNode.Parse(File.ReadAllText(Settings("small")))!;
        Assert.That(settings["Options"]!["Preset"]!.GetValue<string>(), Is.EqualTo("pluto"));
        Assert.That(settings["Options"]!["WarmupEpochs"]!.GetValue<double>(), Is.EqualTo(0.1));
    }

    private string Run(string name) => _stores.Folder[name];

    private string Settings(string run) => Path.Combine(Run(run), "configuration.json");

    private double[] Losses(string run) =>
        [.. File.ReadLines(Path.Combine(Run(run), "log.jsonl")).Select(line => JsonNode.Parse(line)!["train_loss"]!.GetValue<double>())];

    /// <summary>Names and bytes of the state after the last epoch; the file also holds times.</summary>
    private string[] Weights(string run)
    {
        using var file = SafeTensorsFile.Open(Path.Combine(Run(run), "last.safetensors"));
        return [.. file.Tensors.Select(Hashed).Order(StringComparer.Ordinal)];

        static string Hashed(FileTensor tensor)
        {
            using var bytes = new MemoryStream();
            tensor.WriteTo(bytes);
            return $"{tensor.Name} {Convert.ToHexString(SHA256.HashData(bytes.ToArray()))}";
        }
    }

    private static CommandRun Done(params string[] words)
    {
        var run = CommandRun.Of(words);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success), run.Error);
        return run;
    }
}
