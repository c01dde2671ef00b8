using System.Diagnostics;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification.Cases;
using EcgCmrNative.Verification.Fixtures;
using EcgCmrNative.Verification.Rounding;

namespace EcgCmrNative.Verification;

/// <summary>Runs every fixture file of a folder on a device.</summary>
public static class FixtureVerifier
{
    private static readonly IFixtureCase[] Cases =
    [
        new AutoencoderCase(), new OperatorCase(), new OptimizerCase(), new ScheduleCase(), new PreprocessingCase(), new AugmentationCase(),
        new ImageAugmentationCase(), new MetricsCase(), new LossesCase(), new CmrEncoderCase(), new MultimodalCase(),
        new FineTuningCase(),
    ];

    /// <summary>Verifies all <c>*.safetensors</c> files of a folder, in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IEnumerable<VerificationResult> Run(string folder, Device device)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{folder}: there is no such folder");
        return Directory.GetFiles(folder, "*.safetensors").Order(StringComparer.Ordinal).Select(path => RunFile(path, device));
    }

    /// <summary>
    /// Verifies one file. What misses its bounds in float32 is looked at in float64, see <see cref="Verdict.IllConditioned"/>.
    /// </summary>
    public static VerificationResult RunFile(string path, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var result = Compute(path, device);
        var missesBounds = result is { Verdict: Verdict.Failed, Problem: null } && device.RealBytes < sizeof(double);
        return missesBounds ? Conditioning.Judge(path, device, result) : result;
    }

    /// <summary>Computes what one file holds and compares.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="observer">See <see cref="Fixture.Observer"/>.</param>
    internal static VerificationResult Compute(string path, Device device, StorageObserver? observer = null)
    {
        var watch = Stopwatch.StartNew();
        var name = Path.GetFileNameWithoutExtension(path);
        try
        {
            using var fixture = Fixture.Open(path, observer);
            name = fixture.Case;
            if (Array.Find(Cases, candidate => candidate.Covers(name)) is not { } kind)
                return new VerificationResult(name, Verdict.NotCovered, [], null, watch.Elapsed, "no code for this kind of case yet");
            var comparison = new Comparison(fixture, device);
            kind.Run(fixture, device, comparison);
            var problem = comparison.Open.Count > 0
                ? $"{comparison.Open.Count} arrays of the file are not computed: {string.Join(", ", comparison.Open.Order().Take(5))}"
                : comparison.Entries.Count == 0 ? "the file contains no array to compare" : null;
            var verdict = problem is null && comparison.Entries.All(entry => entry.Passed) ? Verdict.Passed : Verdict.Failed;
            return new VerificationResult(name, verdict, comparison.Entries, comparison.Worst, watch.Elapsed, problem);
        }
        catch (DataFormatException error)
        {
            return new VerificationResult(name, Verdict.Failed, [], null, watch.Elapsed, error.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever a file's metadata and arrays lead to, the other files are verified.
            return new VerificationResult(
                name, Verdict.Failed, [], null, watch.Elapsed,
                $"{path}: the case cannot be computed as the file describes it: {error.Message}");
        }
    }
}

/// <summary>How a case ended.</summary>
public enum Verdict
{
    /// <summary>Everything in the file was computed and agrees.</summary>
    Passed,

    /// <summary>Something disagrees, or could not be computed.</summary>
    Failed,

    /// <summary>
    /// It misses its bounds in float32 and agrees in float64; and float32 at its best, every operator exact and only what is stored
    /// rounded, misses them too. What the device missed it missed by no more than a small multiple of that.
    /// </summary>
    IllConditioned,

    /// <summary>There is no code for this kind of case; its correctness is unknown.</summary>
    NotCovered,
}

/// <summary>The result of one fixture file.</summary>
/// <param name="Case">Name of the case.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Entries">Every array compared.</param>
/// <param name="Worst">The one that is worst in proportion to its tolerance; null where nothing was compared.</param>
/// <param name="Elapsed">Time taken.</param>
/// <param name="Problem">Why it failed, where it is not an error above its tolerance.</param>
/// <param name="Remark">The reason of the verdict; null if there is none.</param>
public sealed record VerificationResult(
    string Case, Verdict Verdict, IReadOnlyList<ComparedArray> Entries, ComparedArray? Worst, TimeSpan Elapsed, string? Problem,
    string? Remark = null);
