using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives.Prediction;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.Contrastive;
using EcgCmrNative.Models.Training.Contrastive.Options;
using EcgCmrNative.Models.Training.FineTuning;
using EcgCmrNative.Models.Training.MaskedModelling;
using EcgCmrNative.Models.Training.Runs;
using EcgCmrNative.Tests.Models.Training.Contrastive;

namespace EcgCmrNative.Tests.Models.Training.Runs;

/// <summary>Runs of every recipe on a few small samples.</summary>
internal static class SmallRun
{
    public static IEnumerable<string> Recipes() =>
        [MaskedModellingRecipe.RecipeName, FineTuningRecipe.RecipeName, .. ContrastiveRecipes.All];

    public static RunConfiguration Small(string recipe) => recipe switch
    {
        MaskedModellingRecipe.RecipeName => new MaskedModellingConfiguration
        {
            Options = new MaskedModellingOptions { Preset = "pluto", Window = 200, LearningRate = 1e-3, WarmupEpochs = 0 },
            Training = new TrainingOptions { Epochs = 1, BatchSize = 4, KeepBest = 1 },
            ValidationRows = [0, 1, 5],
            TestRows = [7],
        },
        FineTuningRecipe.RecipeName => new FineTuningConfiguration
        {
            Options = new FineTuningOptions
            {
                LearningRate = 1e-3,
                WarmupEpochs = 0,
                Targets = [new PredictionTarget { Name = "CAD", Kind = TargetKind.Classes, ClassValues = [0, 1], Prevalence = [0.7, 0.3] }],
            },
            Ecg = new EcgSideOptions { Preset = "pluto", Window = 200 },
            Training = new TrainingOptions { Epochs = 1, BatchSize = 4, KeepBest = 1 },
            ValidationRows = [0, 1, 5],
            TestRows = [7],
        },
        _ => ContrastiveRecipeTests.Small(recipe) is var small
            ? small with { Training = small.Training with { Epochs = 1 }, Options = small.Options with { WarmupEpochs = 0 } }
            : throw new InvalidOperationException(),
    };

    public static TrainingRun Start(string path, RunConfiguration settings, PairStores stores, IFileSystem? files = null) =>
        TrainingRun.Start(path, On(settings, stores), Data(settings, stores), files: files);

    public static TrainingRun Resume(string path, RunConfiguration settings, PairStores stores, IFileSystem? files = null) =>
        TrainingRun.Resume(path, On(settings, stores), Data(settings, stores), files);

    private static RunConfiguration On(RunConfiguration settings, PairStores stores) =>
        RunConfiguration.On(settings, Data(settings, stores), new HeldOutRows(settings.ValidationRows, settings.TestRows));

    private static TrainingData Data(RunConfiguration settings, PairStores stores) => settings switch
    {
        ContrastiveConfiguration { Ecg: not null, Cmr: not null } => TrainingData.Of(stores.Cohort),
        ContrastiveConfiguration { Cmr: not null } => TrainingData.Of(stores.Images),
        _ => TrainingData.Of(stores.Ecgs),
    };

    public static TrainingState Train(
        Device device, TrainingRun run, PairStores stores, CancellationToken cancellation = default, ITrainingProgress? progress = null) =>
        run.Configuration switch
        {
            ContrastiveConfiguration { Ecg: not null, Cmr: not null } pairs =>
                run.Train(ContrastiveRecipe.Create(device, stores.Cohort, pairs), progress, cancellation),
            FineTuningConfiguration tuning => run.Train(new FineTuningRecipe(device, stores.Ecgs, tuning), progress, cancellation),
            ContrastiveConfiguration views => run.Train(
                ContrastiveRecipe.Create(device, views.Ecg is null ? stores.Images : (PreparedStore)stores.Ecgs, views),
                progress, cancellation),
            _ => run.Train(Masked(device, run, stores), progress, cancellation),
        };

    public static MaskedModellingRecipe Masked(Device device, TrainingRun run, PairStores stores) =>
        MaskedModellingRecipe.Create(device, stores.Ecgs, (MaskedModellingConfiguration)run.Configuration);
}
