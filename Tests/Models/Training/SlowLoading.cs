using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Tests.Models.Training;

/// <summary>A recipe whose batches take a while to load.</summary>
internal sealed class SlowLoading(MaskedModellingRecipe recipe) : IRecipe<EcgBatch>
{
    private volatile bool _isLoading;

    public bool IsLoading => _isLoading;

    public string Name => recipe.Name;

    public Module Model => recipe.Model;

    public IReadOnlyList<IObjective<EcgBatch>> Objectives => recipe.Objectives;

    public int SampleCount => recipe.SampleCount;

    public (string Metric, bool HigherIsBetter) Criterion => recipe.Criterion;

    public EcgBatch CreateBatch(int capacity) => recipe.CreateBatch(capacity);

    public void Load(EcgBatch batch, ReadOnlySpan<int> samples, int epoch)
    {
        _isLoading = true;
        Thread.Sleep(200);
        recipe.Load(batch, samples, epoch);
        _isLoading = false;
    }

    public void Validate(int epoch, MetricSums metrics) => recipe.Validate(epoch, metrics);
}
