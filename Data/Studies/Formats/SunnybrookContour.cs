using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>
/// A contour file of the Sunnybrook Cardiac Data: IM-xxxx-yyyy-icontour-manual.txt holds the endocardium, ocontour the epicardium, of the
/// picture with instance number yyyy; each line is a point, column and row in pixels. Source: Radau et al., "Evaluation framework for
/// algorithms segmenting short axis cardiac MRI", MIDAS Journal, 2009.
/// </summary>
internal sealed partial record SunnybrookContour(string Path, string Set, int InstanceNumber, ContourKind Kind)
{
    private const int MaximumBytes = 1 << 20;

    /// <summary>A file of that name, or null.</summary>
    public static SunnybrookContour? Find(string path)
    {
        var match = FileName().Match(System.IO.Path.GetFileName(path));
        if (!match.Success || !int.TryParse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture, out var number)) return null;
        var folder = System.IO.Path.GetDirectoryName(path) ?? "";
        // Endo- and epicardium of one study may lie in folders of their own.
        if (System.IO.Path.GetFileName(folder) is "i-contours" or "o-contours") folder = System.IO.Path.GetDirectoryName(folder) ?? "";
        var kind = match.Groups["kind"].Value == "i" ? ContourKind.Endocardium : ContourKind.Epicardium;
        return new SunnybrookContour(path, folder, number, kind);
    }

    /// <summary>The polygon: x column, y row, in pixels.</summary>
    /// <exception cref="DataFormatException">A line is not a pair of numbers, or there are fewer than three lines.</exception>
    public IReadOnlyList<Vector2> Read(IFileSystem files)
    {
        var points = new List<Vector2>();
        var line = 0;
        foreach (var text in Encoding.ASCII.GetString(files.ReadAllData(Path, MaximumBytes)).Split('\n'))
        {
            line++;
            var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0) continue;
            if (parts.Length != 2 || !Number(parts[0], out var x) || !Number(parts[1], out var y))
                throw new DataFormatException(Path, null, $"line {line} is not a point of a contour: expected two numbers");
            points.Add(new Vector2(x, y));
        }
        if (points.Count < 3) throw new DataFormatException(Path, null, $"{points.Count} points; a contour needs at least three");
        return points;
    }

    private static bool Number(string text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    [GeneratedRegex(@"^IM-\d+-(?<number>\d+)-(?<kind>[io])contour-(manual|auto)\.txt$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
