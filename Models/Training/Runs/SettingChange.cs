namespace EcgCmrNative.Models.Training.Runs;

/// <summary>A setting that was changed when a run was resumed.</summary>
/// <param name="Name">The path of a property of the configuration, such as <c>Options.LearningRate</c>.</param>
/// <param name="Before">Its value before.</param>
/// <param name="Now">Its value from then on.</param>
/// <param name="Epoch">The epoch from which on it holds, counted from 0.</param>
/// <param name="Step">The step of that epoch from which on it holds, counted from 0.</param>
public sealed record SettingChange(string Name, string Before, string Now, int Epoch, int Step);
