namespace EcgCmrNative.Models.Evaluation.Intervals;

/// <summary>Settings of a bootstrap.</summary>
/// <param name="Resamples">Number of resamples, at least 1.</param>
/// <param name="Seed">Of the draws. Resample r is the same for every statistic of one seed and number of people, so that differences are
/// paired.</param>
/// <param name="Coverage">Share of the resamples' values inside the interval, between 0 and 1.</param>
/// <param name="Threads">Most threads to use, −1 for as many as there are processors. Results do not depend on it.</param>
public sealed record BootstrapOptions(int Resamples = 2000, ulong Seed = 0, double Coverage = 0.95, int Threads = -1);
