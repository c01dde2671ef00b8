using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;

namespace EcgCmrNative.Tests.Pages;

/// <summary>The page's embedding of recordings.</summary>
public static class RecordingsProgram
{
    /// <summary>Runs it.</summary>
    /// <param name="Console">Stands in for the program's console.</param>
    /// <param name="args">A run folder or a file of weights, and a file with ECGs.</param>
    public static void Run(PageConsole Console, params string[] args)
    {
        // The page's program begins.
        using var device = new CpuDevice();
        var embedder = EcgEmbedder.Load(device, args[0]);
        using var file = EcgFormats.Default.Open(args[1]);
        for (var i = 0; i < file.Count; i++)
        {
            var embedding = embedder.Embed(file.Read(i));
            Console.WriteLine($"recording {i + 1}: {embedding.Length} numbers, the first is {embedding[0]:F3}");
        }
        // The page's program ends.
    }
}
