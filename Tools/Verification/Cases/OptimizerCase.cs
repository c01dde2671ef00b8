using System.Globalization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>
/// <c>optimizers</c>: a matrix and a vector after each of some steps with given gradients. An array's name holds the settings:
/// <c>adamw.lr1e-2.wd5e-2.b0.9-0.95</c>.
/// </summary>
internal sealed class OptimizerCase : IFixtureCase
{
    private const int Rows = 4;
    private const int Columns = 5;

    public bool Covers(string name) => name.StartsWith("optimizers", StringComparison.Ordinal);

    public void Run(Fixture fixture, Device device, Comparison comparison)
    {
        foreach (var name in fixture.Names)
        {
            var w = new Parameter(device, new Shape(Rows, Columns));
            var b = new Parameter(device, new Shape(Columns));
            w.Set(fixture.Fill("w", w.Shape.Count));
            b.Set(fixture.Fill("b", b.Shape.Count));
            var settings = Settings(name);
            var optimizer = Create(
                name, settings, [new ParameterGroup("all", [("w", w), ("b", b)]) { WeightDecay = settings.GetValueOrDefault("wd") }]);
            var trajectory = new List<double>();
            for (var step = 0; step < fixture.Sizes(name)[0]; step++)
            {
                w.SetGradient(fixture.Fill($"gw.{step}", w.Shape.Count));
                b.SetGradient(fixture.Fill($"gb.{step}", b.Shape.Count));
                optimizer.Step(settings["lr"]);
                trajectory.AddRange(w.ToDoubles());
                trajectory.AddRange(b.ToDoubles());
            }
            comparison.Check(name, trajectory.ToArray(), comparison.OperatorTolerance);
        }
    }

    private static Optimizer Create(string name, Dictionary<string, double> settings, IReadOnlyList<ParameterGroup> groups) =>
        name.Split('.')[0] switch
        {
            "adam" => new Adam(groups, settings.GetValueOrDefault("b", 0.9), settings.GetValueOrDefault("b2", 0.999)),
            "adamw" => new AdamW(groups, settings.GetValueOrDefault("b", 0.9), settings.GetValueOrDefault("b2", 0.999)),
            "sgd" => new Sgd(groups, settings.GetValueOrDefault("m")),
            "lars" => new Lars(groups, settings.GetValueOrDefault("m", 0.9)),
            _ => throw new DataFormatException(name, null, "unknown optimiser"),
        };

    /// <summary>Reads letters followed by a number, parts separated by dots that are not decimal points.</summary>
    private static Dictionary<string, double> Settings(string name)
    {
        var settings = new Dictionary<string, double>();
        foreach (System.Text.RegularExpressions.Match match in
                 System.Text.RegularExpressions.Regex.Matches(name, @"\.([a-z]+)(\d+(?:\.\d+)?(?:e-?\d+)?)(?:-(\d+(?:\.\d+)?))?"))
        {
            settings[match.Groups[1].Value] = double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            if (match.Groups[3].Success)
                settings[match.Groups[1].Value + "2"] = double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);
        }
        return settings;
    }
}
