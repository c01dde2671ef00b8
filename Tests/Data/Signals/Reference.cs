using System.Text.Json;
using EcgCmrNative.Data.Formats.SafeTensors;

namespace EcgCmrNative.Tests.Data.Signals;

/// <summary>The reference values of the shared folder.</summary>
internal static class Reference
{
    public static double[] Fixture(string file, string name)
    {
        using var tensors = SafeTensorsFile.Open(SharedData.Require("reference", "fixtures", file));
        return tensors.Tensors[name].ToDoubles();
    }

    public static JsonElement Golden(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("reference", "golden.json")));
        return document.RootElement.GetProperty(name).Clone();
    }

    public static double[] Numbers(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    /// <summary>Norm of the difference over the norm of the expected values.</summary>
    public static double RelativeError(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        if (actual.Length != expected.Length) throw new ArgumentException($"{actual.Length} values instead of {expected.Length}.");
        double difference = 0, norm = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.Sqrt(difference / norm);
    }
}
