using System.Diagnostics.CodeAnalysis;

namespace EcgCmrNative.Data.Recordings;

/// <summary>
/// The meaning of a file's name for a lead. In upper or lower case: <c>aVR</c>, <c>Lead II</c>, <c>lead_v1</c>, <c>ECG V5</c>,
/// <c>MDC_ECG_LEAD_AVF</c> (ISO 11073-10101), <c>DII</c> and <c>D2</c>, <c>C1</c>–<c>C6</c> (IEC 60601-2-25), a unit in brackets after it,
/// and a leading minus for a lead recorded upside down, as <c>-aVR</c> in the Cabrera order.
/// </summary>
/// <remarks>
/// Names that are close but mean something else stay unknown: MLII (electrodes on the chest), VR (not augmented), vx/vy/vz (Frank), ECG 1.
/// </remarks>
/// <param name="Lead">The standard lead.</param>
/// <param name="Inverted">True if the signal is the lead's negative.</param>
public readonly record struct LeadName(Lead Lead, bool Inverted)
{
    private static readonly string[] Prefixes = ["MDC_ECG_LEAD_", "MDC_ECG_", "ECG", "LEAD", "EKG"];

    private static readonly Dictionary<string, Lead> Spellings = BuildSpellings();

    /// <summary>Reads a file's name for a lead.</summary>
    /// <returns>False if the name is not one of the twelve standard leads.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out LeadName name)
    {
        name = default;
        if (text is null || text.Length > 64) return false;
        var rest = text.Trim();
        var bracket = rest.IndexOfAny(['(', '[']);
        if (bracket > 0) rest = rest[..bracket].TrimEnd();
        var inverted = TakeMinus(ref rest);
        var afterLead = false;
        for (var i = 0; i < Prefixes.Length; i++)
        {
            if (!rest.StartsWith(Prefixes[i], StringComparison.OrdinalIgnoreCase)) continue;
            afterLead |= Prefixes[i].Contains("LEAD", StringComparison.Ordinal);
            rest = rest[Prefixes[i].Length..].TrimStart(' ', '_', ':', '.');
            i = -1;
        }
        inverted ^= TakeMinus(ref rest);
        // "Lead 2" is lead II, "ECG 2" is just the second channel.
        if (afterLead && rest is "1" or "2" or "3") rest = "D" + rest;
        if (!Spellings.TryGetValue(rest.ToUpperInvariant(), out var lead)) return false;
        name = new LeadName(lead, inverted);
        return true;
    }

    private static bool TakeMinus(ref string text)
    {
        if (text.Length == 0 || text[0] is not ('-' or '\u2212')) return false;
        text = text[1..].TrimStart();
        return true;
    }

    private static Dictionary<string, Lead> BuildSpellings()
    {
        var spellings = Enum.GetValues<Lead>().ToDictionary(lead => lead.ToString().ToUpperInvariant());
        for (var number = 1; number <= 3; number++)
        {
            spellings[$"D{number}"] = Lead.I + (number - 1);
            spellings["D" + new string('I', number)] = Lead.I + (number - 1);
        }
        for (var number = 1; number <= 6; number++) spellings[$"C{number}"] = Lead.V1 + (number - 1);
        return spellings;
    }
}
