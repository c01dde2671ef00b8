using System.Globalization;
using System.Text.Json.Nodes;
using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Models.Studies;

/// <summary>How settings are searched.</summary>
public enum SearchMethod
{
    /// <summary>All combinations of lists.</summary>
    Grid,

    /// <summary>Combinations drawn at random, from lists and ranges.</summary>
    Random,

    /// <summary>
    /// Successive halving (Jamieson and Talwalkar 2016): random combinations are trained for few epochs, and the best share of them again
    /// for more, until one has all epochs.
    /// </summary>
    Halving,
}

/// <summary>
/// A search for settings of fine-tuning: for every cell, several trials are trained, and the one that is best on the validation set counts.
/// Nothing is chosen on test people.
/// </summary>
public sealed record StudySearch
{
    /// <summary>How settings are searched.</summary>
    public SearchMethod Method { get; init; }

    /// <summary>Number of trials of a random search or the first round of halving.</summary>
    public int Trials { get; init => field = value == 0 ? DefaultTrials : value; } = DefaultTrials;

    /// <summary>Halving keeps one of this many trials from round to round, and trains it this many times longer.</summary>
    public int Factor { get; init => field = value == 0 ? DefaultFactor : value; } = DefaultFactor;

    /// <summary>
    /// The settings by their path in <c>configuration.json</c>, such as <c>Options.LayerDecay</c>; each has a list of values, or a range
    /// <c>{"From": 1e-5, "To": 1e-3, "Logarithmic": true}</c>.
    /// </summary>
    public JsonObject? Settings { get; init; }

    private const int DefaultTrials = 9;
    private const int DefaultFactor = 3;
    private const int MostTrials = 10_000;

    /// <summary>The settings of each trial, as parts of a configuration.</summary>
    /// <param name="seed">Of random draws.</param>
    public IReadOnlyList<JsonObject> Candidates(ulong seed)
    {
        var settings = Settings!.ToArray();
        if (Method == SearchMethod.Grid)
            return [.. settings.Aggregate(
                (IEnumerable<JsonObject>)[new JsonObject()],
                (made, setting) => made.SelectMany(trial => setting.Value!.AsArray().Select(value => With(trial, setting.Key, value))))];
        var trials = new JsonObject[Trials];
        for (var trial = 0; trial < Trials; trial++)
        {
            var draws = new Philox(seed, (ulong)trial);
            trials[trial] = new JsonObject();
            foreach (var (name, values) in settings) trials[trial] = With(trials[trial], name, Draw(values!, ref draws));
        }
        return trials;
    }

    internal string? FindMistake()
    {
        if (Settings is null || Settings.Count == 0) return "Search: Settings is empty; name settings with lists or ranges of values";
        foreach (var (name, values) in Settings)
        {
            if (values is JsonArray { Count: > 0 }) continue;
            if (values is not JsonObject range || RangeOf(range) is not { } bounds)
                return $"Search: {name} must have a list of values, or a range with From and To (Logarithmic for a range above 0)";
            if (Method == SearchMethod.Grid) return $"Search: {name} has a range; a grid needs lists of values";
            if (bounds.IsLogarithmic && bounds.From <= 0) return $"Search: {name} has a logarithmic range, which must be above 0";
        }
        if (Trials is < 1 or > MostTrials || Factor is < 2 or > MostTrials) return "Search: Trials must be 1 or more, and Factor 2 or more";
        var grid = Settings.Select(setting => (setting.Value as JsonArray)?.Count ?? 1).Aggregate(1.0, (product, count) => product * count);
        return Method == SearchMethod.Grid && grid > MostTrials ? $"Search: {grid} combinations are more than {MostTrials}" : null;
    }

    private static JsonNode? Draw(JsonNode values, ref Philox draws)
    {
        if (values is JsonArray list) return list[draws.NextBelow(list.Count)];
        var (from, to, isLogarithmic) = RangeOf(values.AsObject())!.Value;
        var place = draws.NextUniform();
        var value = isLogarithmic ? Math.Exp(Math.Log(from) + place * (Math.Log(to) - Math.Log(from))) : from + place * (to - from);
        // Three digits: settings are read by people.
        return JsonValue.Create(double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    private static (double From, double To, bool IsLogarithmic)? RangeOf(JsonObject range) =>
        range["From"] is JsonValue from && from.TryGetValue<double>(out var low) && range["To"] is JsonValue to
        && to.TryGetValue<double>(out var high) && low <= high && double.IsFinite(low) && double.IsFinite(high)
        && range.All(part => part.Key is "From" or "To" or "Logarithmic")
            ? (low, high, range["Logarithmic"] is JsonValue flag && flag.TryGetValue<bool>(out var isLogarithmic) && isLogarithmic)
            : null;

    private static JsonObject With(JsonObject trial, string path, JsonNode? value)
    {
        var made = trial.DeepClone().AsObject();
        var (part, names) = (made, path.Split('.'));
        foreach (var name in names[..^1]) part = (JsonObject)(part[name] ??= new JsonObject());
        part[names[^1]] = value?.DeepClone();
        return made;
    }
}
