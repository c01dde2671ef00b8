using System.Text.RegularExpressions;

namespace EcgCmrNative.Data.Recordings.Formats;

/// <summary>
/// Finds age, sex and diagnoses in header comments, in the ways in which PhysioNet's sets write them: <c>Age: 59</c> (challenges, PTB),
/// <c>&lt;age&gt;: 25 &lt;sex&gt;: M &lt;diagnoses&gt;: …</c> (LUDB and older sets).
/// </summary>
internal static partial class WfdbComments
{
    /// <summary>Far more than any header has.</summary>
    private const int MostComments = 1000, LongestComment = 4096;

    public static EcgSubject ReadSubject(IReadOnlyList<string> comments)
    {
        double? age = null;
        var sex = Sex.Unknown;
        var diagnoses = new List<string>();
        var inDiagnoses = false;
        foreach (var whole in comments.Take(MostComments))
        {
            var comment = whole.Length <= LongestComment ? whole : whole[..LongestComment];
            var fields = Fields(comment);
            // LUDB lists the diagnoses on the lines that follow an empty field "<diagnoses>:".
            if (inDiagnoses && !fields.Any(field => IsKnown(field.Key))) diagnoses.Add(comment.TrimEnd('.', ' '));
            foreach (var (key, value) in fields)
            {
                if (IsKnown(key)) inDiagnoses = IsDiagnoses(key) && value.Length == 0;
                if (key == "AGE") age ??= EcgSubject.ParseAge(value);
                else if (key == "SEX" && sex == Sex.Unknown) sex = EcgSubject.ParseSex(value);
                else if (key == "DX")
                    diagnoses.AddRange(value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
                else if (IsDiagnoses(key) && value.Length > 0 && value != "(none)") diagnoses.Add(value);
            }
        }
        return new EcgSubject { AgeYears = age, Sex = sex, Diagnoses = diagnoses };
    }

    private static bool IsDiagnoses(string key) => key is "DIAGNOSES" or "REASON FOR ADMISSION";

    private static bool IsKnown(string key) => IsDiagnoses(key) || key is "AGE" or "SEX" or "DX" or "RX" or "HX" or "SX" or "MEDICATIONS";

    private static List<(string Key, string Value)> Fields(string comment)
    {
        var bracketed = BracketedKey().Matches(comment);
        if (bracketed.Count == 0)
        {
            var colon = comment.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? [] : [(comment[..colon].Trim().ToUpperInvariant(), comment[(colon + 1)..].Trim())];
        }
        var fields = new List<(string, string)>();
        for (var i = 0; i < bracketed.Count; i++)
        {
            var from = bracketed[i].Index + bracketed[i].Length;
            var to = i + 1 < bracketed.Count ? bracketed[i + 1].Index : comment.Length;
            fields.Add((bracketed[i].Groups[1].Value.ToUpperInvariant(), comment[from..to].Trim()));
        }
        return fields;
    }

    [GeneratedRegex(@"<(\w{1,20})>:", RegexOptions.CultureInvariant)]
    private static partial Regex BracketedKey();
}
