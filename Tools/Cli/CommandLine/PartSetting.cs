using System.CommandLine;
using System.CommandLine.Parsing;

namespace EcgCmrNative.Cli.CommandLine;

/// <summary>A setting of a part of a record.</summary>
/// <param name="setting">The part's setting.</param>
/// <param name="get">The part.</param>
/// <param name="with">A record with another part.</param>
internal sealed class PartSetting<TRecord, TPart>(
    Setting<TPart> setting, Func<TRecord, TPart> get, Func<TRecord, TPart, TRecord> with)
    : Setting<TRecord>(setting.Group, setting.Name, setting.Properties)
{
    public override Option CreateOption(TRecord defaults) => setting.CreateOption(get(defaults));

    public override TRecord Apply(CommandResult line, Option option, TRecord others) =>
        with(others, setting.Apply(line, option, get(others)));

    public override string Print(TRecord record) => setting.Print(get(record));
}
