using System.CommandLine;
using System.CommandLine.Parsing;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>The options of the ECG side of contrastive learning.</summary>
internal sealed class EcgSideOptionSet
{
    private readonly Option<string?> _preset;
    private readonly Option<int?> _window = Setting.Of<int?>("--window", "Samples per lead that the encoder sees. [default: 2500]", "N");
    private readonly Option<int?> _patch = Setting.Of<int?>("--patch-samples", "Samples per patch. [default: 100]", "N");
    private readonly Option<double?> _dropPath = Setting.Of<double?>(
        "--drop-path", "Rate of stochastic depth in the last block. [default: 0.1]", "X");
    private readonly Option<TokenPooling?> _pooling = Setting.Of<TokenPooling?>(
        "--pooling", "How tokens become an embedding. [default: mean]", "mean|attention|classtoken");
    private readonly Option<string?> _weights = Setting.Of<string?>(
        "--ecg-weights", "Where the ECG encoder starts: a run, a checkpoint, or published weights.", "RUN|FILE");
    private readonly Option<bool> _freeze = Setting.Switch("--freeze-ecg", "Leave the ECG encoder as it is.");
    private readonly Option<double?> _rate = Setting.Of<double?>(
        "--lr-ecg", "Learning rate of the ECG side. [default: that of --lr]", "RATE");
    private readonly AugmentationOptionSet _augmentation;
    private readonly Option[] _all;

    /// <param name="command">Gets the options.</param>
    /// <param name="ofPairs">Whether there is another side.</param>
    public EcgSideOptionSet(Command command, bool ofPairs)
    {
        _preset = Setting.Of<string?>(
            "--ecg-preset", "Size of the ECG encoder: " + string.Join(", ", EcgPresets.Names) + ". [default: tiny]", "NAME");
        Option[] own = [_preset, _window, _patch, _dropPath, _pooling, _weights];
        if (ofPairs) own = [.. own, _freeze, _rate];
        foreach (var option in own) command.Add(option);
        _augmentation = new AugmentationOptionSet(command);
        _all = [.. own, .. _augmentation.Options];
    }

    /// <summary>The name of the first of these options that was given; null where none was.</summary>
    public string? FirstGiven(CommandResult line) => Setting.FirstGiven(line, _all);

    /// <summary>The settings.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="others">What holds where nothing was given.</param>
    public EcgSideOptions Read(CommandResult line, EcgSideOptions others) => others with
    {
        Preset = line.GetValue(_preset) ?? others.Preset,
        Window = line.GetValue(_window) ?? others.Window,
        PatchSamples = line.GetValue(_patch) ?? others.PatchSamples,
        DropPath = line.GetValue(_dropPath) ?? others.DropPath,
        Pooling = line.GetValue(_pooling) ?? others.Pooling,
        Weights = line.GetValue(_weights) ?? others.Weights,
        Frozen = line.GetValue(_freeze) || others.Frozen,
        LearningRate = line.GetValue(_rate) ?? others.LearningRate,
        Augment = _augmentation.ReadSwitch(line, others.Augment),
        Strength = _augmentation.ReadStrength(line, others.Strength),
    };
}
