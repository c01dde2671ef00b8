using System.Globalization;
using EcgCmrNative.Cli.CommandLine;

namespace EcgCmrNative.Cli.Reports;

/// <summary>Where a report comes from: the lines of every footer.</summary>
/// <param name="Seed">The seed of the random numbers; null if the report uses no random numbers.</param>
/// <param name="HeldOut">Who was held out, in words; null if the report needs no held-out people.</param>
internal sealed record ReportOrigin(ulong? Seed = null, string? HeldOut = null)
{
    /// <summary>Names and values; what is unknown is left out.</summary>
    public IEnumerable<(string Name, string Value)> Lines()
    {
        yield return ("Program", $"ecgcmr {ProgramVersion.Number}");
        if (ProgramVersion.Commit is { } commit) yield return ("Commit", commit);
        yield return ("Date", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        if (RunningCommand.Text is { } command) yield return ("Command", command);
        if (Seed is { } seed) yield return ("Seed", seed.ToString(CultureInfo.InvariantCulture));
        if (HeldOut is { } people) yield return ("People held out", people);
    }

    /// <summary>People of a validation and a test set, in words.</summary>
    public static string People(int validation, int test) => test > 0
        ? FormattableString.Invariant($"{validation:N0} for validation, {test:N0} for test")
        : FormattableString.Invariant($"{validation:N0} for validation; no test set");
}
