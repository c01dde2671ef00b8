using System.CommandLine;
using System.Reflection;
using EcgCmrNative.Cli;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Cli.Options;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.MaskedModelling;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools;

/// <summary>Each line of a table of settings reads and writes one property of its record, and prints what it reads.</summary>
public sealed class SettingTableTests
{
    /// <summary>Words of which each kind of value accepts at least two.</summary>
    private static readonly string[] Words =
    [
        "7", "9", "0.25", "0.75", "true", "false", "pluto", "small", "resnet18", "unet", "light", "geometry", "heavy", "ntxent", "clip",
        "kpositive", "attention", "class-token", "ed,es", "mid,es", "ecg", "cmr", "normal", "xavier", "1,2", "3,4,5", "some/file",
    ];

    /// <summary>Settings that stand for several properties, or take another's place.</summary>
    private static readonly Dictionary<string, string[]> Coupled = new()
    {
        ["--ecg-augmentation"] = ["--phase-noise", "--jitter", "--rescaling"],
        ["--phase-noise"] = ["--ecg-augmentation"],
        ["--jitter"] = ["--ecg-augmentation"],
        ["--rescaling"] = ["--ecg-augmentation"],
        ["--base-lr"] = ["--lr"],
    };

    [Test]
    public void OfTraining() => Check(TrainingSettings.Table, new TrainingOptions());

    [Test]
    public void OfMaskedModelling() => Check(MaskedModellingSettings.Table, new MaskedModellingOptions());

    [Test]
    public void OfContrastiveLearning() =>
        Check(ContrastiveSettings.Table(Enum.GetValues<ContrastiveLossKind>()), new ContrastiveOptions());

    [Test]
    public void OfTheEcgSide() => Check(EcgSideSettings.Table, new EcgSideOptions());

    [Test]
    public void OfTheImageSide() => Check(CmrSideSettings.Table, new CmrSideOptions());

    [Test]
    public void OfTheClassifier() => Check(ClassifierSettings.Table, ClassifierSettings.None);

    [Test]
    public void TheHelpPrintsTheDefaultOfTheRecord() =>
        Assert.That(
            CommandRun.Of("pretrain", "mdm", "--help").Output, Does.Contain($"[default: {new MaskedModellingOptions().WarmupEpochs}]"));

    private static void Check<TRecord>(SettingTable<TRecord> table, TRecord defaults) where TRecord : notnull
    {
        Assert.That(table.Select(setting => setting.Name), Is.Unique);
        foreach (var setting in table)
        {
            var changes = Words.Count(word => Changes(table, setting, defaults, word));
            Assert.That(changes, Is.GreaterThan(0), $"{setting.Name} cannot be changed");
            Assert.That(Changes(table, setting, defaults, setting.Print(defaults)), Is.False);
            Assert.That(setting.Properties, Is.Not.Empty.And.SubsetOf(PropertiesOf(typeof(TRecord)).Concat(["Length", "Strength"])),
                setting.Name);
        }
    }

    /// <summary>The properties of a record and of the records in it.</summary>
    private static IEnumerable<string> PropertiesOf(Type record) => record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(property => property.PropertyType.Namespace!.StartsWith("EcgCmrNative", StringComparison.Ordinal)
            && property.PropertyType.IsClass
            ? PropertiesOf(property.PropertyType).Prepend(property.Name)
            : [property.Name]);

    /// <summary>False where the word is no value of the setting, or its default.</summary>
    private static bool Changes<TRecord>(SettingTable<TRecord> table, Setting<TRecord> setting, TRecord defaults, string word)
        where TRecord : notnull
    {
        var command = new Probe();
        var options = new SettingOptions<TRecord>(command, table, defaults);
        var line = EcgcmrCommandLine.Parse([command], ["probe", setting.Name, word]);
        if (UsageErrors.Find(line) is not null) return false;
        var changed = options.Read(line.CommandResult, defaults);
        if (setting.Print(changed) == setting.Print(defaults)) return false;
        Assert.That(
            options.Differences(defaults, changed).Select(difference => difference.Name)
                .Except(Coupled.GetValueOrDefault(setting.Name) ?? []),
            Is.EqualTo(new[] { setting.Name }), $"{setting.Name} {word}");
        Assert.That(setting.Print(changed), Is.EqualTo(word), setting.Name);
        return true;
    }

    private sealed class Probe() : ToolCommand("probe", "Hold the settings of a table.")
    {
        public override int Run(ParseResult line, Terminal terminal, CancellationToken cancellation) => ExitCode.Success;
    }
}
