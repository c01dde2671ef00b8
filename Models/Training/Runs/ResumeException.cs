namespace EcgCmrNative.Models.Training.Runs;

/// <summary>A run cannot be resumed, because its settings or its data have changed.</summary>
public sealed class ResumeException : ArgumentException
{
    private readonly string _start;
    private readonly string _advice;

    internal ResumeException(string folder, string reason, IReadOnlyList<Difference> differences, string advice)
        : this($"{folder}: cannot resume, because {reason}.", differences, advice)
    {
    }

    private ResumeException(string start, IReadOnlyList<Difference> differences, string advice) : base(Text(start, differences, advice)) =>
        (_start, Differences, _advice) = (start, differences, advice);

    /// <summary>Everything that has changed.</summary>
    public IReadOnlyList<Difference> Differences { get; }

    /// <summary>The message with other names of the settings, such as those that a user interface has.</summary>
    /// <param name="nameOf">
    /// The name of a setting, given <see cref="Difference.Name"/>; null if there is no other name for it.
    /// </param>
    public string Describe(Func<string, string?> nameOf)
    {
        ArgumentNullException.ThrowIfNull(nameOf);
        var renamed = Differences.Select(difference => difference with { Name = nameOf(difference.Name) ?? difference.Name });
        return Text(_start, [.. renamed], _advice);
    }

    private static string Text(string start, IReadOnlyList<Difference> differences, string advice) =>
        $"{start}\n  {string.Join("\n  ", differences)}\n{advice}";
}
