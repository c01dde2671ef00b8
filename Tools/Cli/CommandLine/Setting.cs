using System.CommandLine;
using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>One setting of an options record: its option on the command line, and its place in the record.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
internal abstract class Setting<TRecord>(OptionGroup group, string name, IReadOnlyList<string> properties)
{
    /// <summary>The option's name, with its hyphens.</summary>
    public string Name { get; } = name;

    /// <summary>The properties of the record that hold it, by their names alone.</summary>
    public IReadOnlyList<string> Properties { get; } = properties;

    /// <summary>Where help shows it.</summary>
    public OptionGroup Group { get; } = group;

    /// <summary>Makes the option; help shows the default that a record has.</summary>
    public abstract Option CreateOption(TRecord defaults);

    /// <summary>Puts the option's value, which was given, into a record.</summary>
    public abstract TRecord Apply(CommandResult line, Option option, TRecord others);

    /// <summary>What a record holds, as one would type it.</summary>
    public abstract string Print(TRecord record);
}

/// <inheritdoc cref="Setting{TRecord}"/>
/// <typeparam name="TRecord">The record.</typeparam>
/// <typeparam name="TValue">The type of the setting.</typeparam>
/// <param name="group">Where help shows it.</param>
/// <param name="name">The option's name.</param>
/// <param name="properties">The properties of the record that hold it.</param>
/// <param name="kind">How values are written.</param>
/// <param name="help">What it does, beginning with a verb.</param>
/// <param name="print">What a record holds.</param>
/// <param name="with">A record that holds a value.</param>
internal sealed class Setting<TRecord, TValue>(
    OptionGroup group, string name, IReadOnlyList<string> properties, ValueKind<TValue> kind, string help, Func<TRecord, string> print,
    Func<TRecord, TValue, TRecord> with) : Setting<TRecord>(group, name, properties)
{
    public override Option CreateOption(TRecord defaults) => ToolOption.Create(Name, kind, help, $"[default: {print(defaults)}]");

    public override TRecord Apply(CommandResult line, Option option, TRecord others) =>
        with(others, line.GetValue((Option<TValue>)option)!);

    public override string Print(TRecord record) => print(record);
}
