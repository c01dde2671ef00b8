using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Evaluation;

/// <summary>An installed scikit-learn, Debian's python3-sklearn for one; tests that ask for it skip without it.</summary>
internal static class ScikitLearn
{
    private const int Unsuitable = 9;

    private const string Prologue =
        """
        import sys, json
        try:
            import numpy as np, sklearn
        except ImportError:
            sys.exit(9)
        import warnings
        warnings.filterwarnings("ignore")
        given = {key: np.array(value) for key, value in json.load(sys.stdin).items()}
        globals().update(given)
        result = {}

        """;

    /// <summary>Runs a script that finds the arrays as variables and puts numbers or arrays into <c>result</c>.</summary>
    public static IReadOnlyDictionary<string, double[]> Run(string script, IReadOnlyDictionary<string, double[]> arrays)
    {
        // The first on the path may be one without packages.
        foreach (var python in new[] { "python3", "/usr/bin/python3" })
        {
            if (Run(python, script, arrays) is { } result) return result;
        }
        Assert.Ignore("needs python3 with scikit-learn; on Debian install python3-sklearn");
        return new Dictionary<string, double[]>();
    }

    private static Dictionary<string, double[]>? Run(string python, string script, IReadOnlyDictionary<string, double[]> arrays)
    {
        const string Epilogue =
            "\njson.dump({key: np.atleast_1d(value).astype(float).tolist() for key, value in result.items()}, sys.stdout)";
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(python, ["-c", Prologue + script + Epilogue])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                })!;
            try
            {
                process.StandardInput.Write(JsonSerializer.Serialize(arrays));
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading.
            }
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == Unsuitable) return null;
            Assert.That(process.ExitCode, Is.Zero, python);
            return JsonSerializer.Deserialize<Dictionary<string, double[]>>(output);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
