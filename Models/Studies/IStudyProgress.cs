using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Models.Studies;

/// <summary>Receives the progress of a study; called from any thread, one call at a time.</summary>
public interface IStudyProgress
{
    /// <summary>Data of the study are made.</summary>
    /// <param name="what">What.</param>
    /// <param name="done">How many are done.</param>
    /// <param name="all">Of how many.</param>
    void Preparing(string what, int done, int all);

    /// <summary>The study is planned.</summary>
    /// <param name="steps">All steps.</param>
    /// <param name="done">Those that were done before.</param>
    void Planned(IReadOnlyList<StudyStep> steps, IReadOnlyList<StudyStep> done);

    /// <summary>A step begins.</summary>
    /// <param name="step">It.</param>
    /// <returns>Receives its training; null for nothing.</returns>
    ITrainingProgress? Begin(StudyStep step);

    /// <summary>A step has ended.</summary>
    /// <param name="step">It.</param>
    /// <param name="result">What came out, in a few words.</param>
    void End(StudyStep step, string result);
}

/// <summary>A pre-training, a cell, or the probes of one encoder.</summary>
/// <param name="Title">What it is, in words.</param>
/// <param name="Work">How much it is, in samples that are trained on; images and pairs count more.</param>
public sealed record StudyStep(string Title, double Work);
