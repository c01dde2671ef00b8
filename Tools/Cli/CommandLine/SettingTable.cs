using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>
/// The settings of an options record, a line for each: where help shows it, name, kind of value, help, how it is read and written. Parsing,
/// help, error messages and what a run says of its settings all come from here.
/// </summary>
/// <typeparam name="TRecord">The record.</typeparam>
internal sealed class SettingTable<TRecord> : IEnumerable<Setting<TRecord>>
{
    private readonly List<Setting<TRecord>> _settings = [];

    /// <summary>A number, a switch or a member of an enumeration.</summary>
    /// <param name="group">Where help shows it.</param>
    /// <param name="name">The option's name.</param>
    /// <param name="kind">How values are written.</param>
    /// <param name="help">What it does, beginning with a verb.</param>
    /// <param name="get">Reads it; null where the record leaves it open.</param>
    /// <param name="with">A record that has it.</param>
    /// <param name="otherwise">What null means.</param>
    /// <param name="expression">The text of <paramref name="get"/>, which names its properties.</param>
    public void Add<TValue>(
        OptionGroup group, string name, ValueKind<TValue> kind, string help, Func<TRecord, TValue?> get,
        Func<TRecord, TValue, TRecord> with, string otherwise = "none", [CallerArgumentExpression(nameof(get))] string expression = "")
        where TValue : struct =>
        _settings.Add(new Setting<TRecord, TValue>(
            group, name, PropertiesOf(expression), kind, help, record => get(record) is { } value ? kind.Print(value) : otherwise, with));

    /// <summary>A text or a list; the parameters are those of a number.</summary>
    public void Add<TValue>(
        OptionGroup group, string name, ValueKind<TValue> kind, string help, Func<TRecord, TValue?> get,
        Func<TRecord, TValue, TRecord> with, string otherwise = "none", [CallerArgumentExpression(nameof(get))] string expression = "")
        where TValue : class =>
        _settings.Add(new Setting<TRecord, TValue>(
            group, name, PropertiesOf(expression), kind, help, record => get(record) is { } value ? kind.Print(value) : otherwise, with));

    /// <summary>All settings of another table, of a part of the record.</summary>
    public void Add<TPart>(SettingTable<TPart> table, Func<TRecord, TPart> get, Func<TRecord, TPart, TRecord> with) =>
        _settings.AddRange(table.Select(setting => new PartSetting<TRecord, TPart>(setting, get, with)));

    public IEnumerator<Setting<TRecord>> GetEnumerator() => _settings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The last names of <c>o.Strength.PhaseNoise</c> and the like in an expression.</summary>
    private static string[] PropertiesOf(string expression) =>
        [.. SettingTable.PropertyPath().Matches(expression).Select(match => match.Groups[1].Value).Distinct()];
}

/// <summary>What tables of all records share.</summary>
internal static partial class SettingTable
{
    [GeneratedRegex(@"\bo(?:\.\w+)*\.(\w+)")]
    internal static partial Regex PropertyPath();
}
