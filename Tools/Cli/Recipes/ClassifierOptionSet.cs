using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Classification;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Cli.Recipes;

/// <summary>The options of the classifier that is trained beside; without a label there is none.</summary>
internal sealed class ClassifierOptionSet
{
    private readonly Option<string?> _label = Setting.Of<string?>(
        "--label", "Train a linear classifier of this label beside, on frozen embeddings.", "NAME");
    private readonly Option<Modality?> _side = Setting.Of<Modality?>("--classifier", "Whose embeddings it sees. [default: ecg]", "ecg|cmr");
    private readonly Option<string?> _weights = Setting.Of<string?>(
        "--class-weights", "What each class counts; as many as there are classes. [default: 0.55,10]", "X,X");
    private readonly Option<ClassifierStart?> _start = Setting.Of<ClassifierStart?>(
        "--classifier-start", "Where its weights start. [default: kaiming]", "kaiming|normal|xavier|orthogonal");
    private readonly Option<double?> _rate = Setting.Of<double?>("--lr-classifier", "Its learning rate. [default: 3e-4]", "RATE");
    private readonly Option<double?> _decay = Setting.Of<double?>("--classifier-weight-decay", "Its weight decay. [default: 1e-4]", "X");
    private readonly Option[] _ofLabel;

    /// <param name="command">Gets the options.</param>
    /// <param name="ofPairs">Whether there are two sides to choose from.</param>
    public ClassifierOptionSet(Command command, bool ofPairs)
    {
        _ofLabel = ofPairs ? [_side, _weights, _start, _rate, _decay] : [_weights, _start, _rate, _decay];
        foreach (var option in (Option[])[_label, .. _ofLabel]) command.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>The settings; null for no classifier.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="others">What holds where nothing was given.</param>
    /// <param name="only">The side where there is one alone.</param>
    public ClassifierOptions? Read(CommandResult line, ClassifierOptions? others, Modality? only)
    {
        if ((line.GetValue(_label) ?? others?.Label) is not { } label) return null;
        var start = others ?? new ClassifierOptions { Label = label };
        return start with
        {
            Label = label,
            Side = only ?? line.GetValue(_side) ?? start.Side,
            ClassWeights = Numbers(line.GetValue(_weights)) ?? start.ClassWeights,
            Start = line.GetValue(_start) ?? start.Start,
            LearningRate = line.GetValue(_rate) ?? start.LearningRate,
            WeightDecay = line.GetValue(_decay) ?? start.WeightDecay,
        };
    }

    private void Check(CommandResult line)
    {
        if (line.Children.Any(child => child.Errors.Any())) return;
        if (line.GetValue(_label) is null && Setting.FirstGiven(line, _ofLabel) is { } idle) line.AddError($"{idle} needs --label");
        if (line.GetValue(_weights) is { } text && Numbers(text) is not { Length: >= 2 })
            line.AddError($"--class-weights {text}: two positive numbers or more, with commas between them");
    }

    private static double[]? Numbers(string? text)
    {
        if (text is null) return null;
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !(numbers[i] > 0))
                return null;
        }
        return numbers;
    }
}
