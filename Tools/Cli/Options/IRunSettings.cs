using System.CommandLine.Parsing;
using EcgCmrNative.Models.Training.Runs;

namespace EcgCmrNative.Cli.Options;

/// <summary>The options of the settings of a kind of run.</summary>
/// <typeparam name="T">The configuration.</typeparam>
internal interface IRunSettings<T>
    where T : RunConfiguration
{
    /// <summary>The settings of the paper.</summary>
    T Published(CommandResult line);

    /// <summary>What a new run starts from where nothing is given: the published settings, or those of a recipe for these data.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="samples">Recordings, images or people that there are.</param>
    T Recommended(CommandResult line, int samples) => Published(line);

    /// <summary>The settings.</summary>
    /// <param name="line">What was given.</param>
    /// <param name="others">What holds where nothing was given.</param>
    /// <param name="isNew">False where a run goes on, whose own warm-up stays.</param>
    T Read(CommandResult line, T others, bool isNew);

    /// <summary>The settings in which two configurations differ, as one would type them.</summary>
    IEnumerable<(string Name, string Left, string Right)> Differences(T left, T right);
}
