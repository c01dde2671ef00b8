using EcgCmrNative.Models.Training;

namespace EcgCmrNative.Tests.Models.Training;

/// <summary>Stops a training after some steps.</summary>
internal sealed class CancelAfter(int steps, CancellationTokenSource source) : ITrainingProgress
{
    private int _steps;

    public void Step(in TrainingStep step)
    {
        if (++_steps == steps) source.Cancel();
    }

    public void Epoch(TrainingEpoch epoch) { }
}
