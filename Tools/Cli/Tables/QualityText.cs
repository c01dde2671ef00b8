using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Cli.Tables;

/// <summary>The technical quality of a recording in one field of a table.</summary>
internal static class QualityText
{
    public const string Good = "good", LimbLeads = "limb leads contradict each other";

    /// <summary>Such as "missing V1 V2; flat aVL"; "good" if nothing was found, empty if nothing is known.</summary>
    /// <param name="defects">Of each lead, in lead order.</param>
    /// <param name="einthovenViolated">True if the limb leads contradict each other.</param>
    public static string Of(IReadOnlyList<LeadDefects> defects, bool einthovenViolated)
    {
        if (defects.Count == 0) return "";
        var found = Defects(defects).Where(defect => defect.Leads.Count > 0)
            .Select(defect => $"{defect.Name} {string.Join(' ', defect.Leads)}");
        return einthovenViolated || defects.Any(defect => defect != LeadDefects.None)
            ? string.Join("; ", einthovenViolated ? found.Append(LimbLeads) : found)
            : Good;
    }

    /// <inheritdoc cref="Of(IReadOnlyList{LeadDefects}, bool)"/>
    public static string Of(SignalQuality? quality) =>
        quality is null ? "" : Of([.. quality.Leads.Select(lead => lead.Defects)], quality.EinthovenViolated);

    /// <summary>The leads of each defect.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<Lead> Leads)> Defects(IReadOnlyList<LeadDefects> defects) =>
        Enum.GetValues<LeadDefects>().Where(defect => defect != LeadDefects.None).Select(defect => (
            defect.ToString().ToLowerInvariant(),
            (IReadOnlyList<Lead>)[.. Enumerable.Range(0, defects.Count).Where(i => defects[i].HasFlag(defect)).Select(i => (Lead)i)]));
}
