using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Models.Prediction;

namespace EcgCmrNative.Tests.Pages;

/// <summary>The page's prediction from a recording.</summary>
public static class PredictionProgram
{
    /// <summary>Runs it.</summary>
    /// <param name="Console">Stands in for the program's console.</param>
    /// <param name="args">A model file or the folder of its run, and a file with ECGs.</param>
    public static void Run(PageConsole Console, params string[] args)
    {
        // The page's program begins.
        using var predictor = EcgPredictor.Load(args[0]);
        using var file = EcgFormats.Default.Open(args[1]);
        foreach (var target in predictor.Predict(file.Read(0)).Targets)
            Console.WriteLine($"{target.Target.Name}: {target.Value:F1} ({target.Low:F1} to {target.High:F1}) {target.Target.Unit}");
        // The page's program ends.
    }
}
