using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EcgCmrNative.KernelCompiler;

/// <summary>
/// Makes the text of a backend canonical: numbers that ILGPU takes from its counters become 0, 1, 2 … in order of appearance, so that the
/// same kernel always gives the same text and several kernels fit into one file.
/// </summary>
internal static partial class CompiledText
{
    public static string CanonicalOpenCl(string text, string method, string entry)
    {
        text = WithoutBanner(text);
        text = Renumbered(text, TypeName(), $"{entry}_type_");
        text = Renumbered(text, Label(), "L_");
        text = text.Replace($"Kernel_{method}", entry, StringComparison.Ordinal);

        // Where a view starts in its buffer: 32 bits in ILGPU, which a buffer of 8 GiB exceeds. The struct keeps its size.
        text = ViewStart().Replace(text, "$1long");

        // ILGPU fences global memory only, which leaves shared memory unordered on a device that takes the flag literally.
        text = text.Replace("CLK_GLOBAL_MEM_FENCE", "CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE", StringComparison.Ordinal);
        return Tidied(text);
    }

    public static string CanonicalPtx(string text, string method, string entry)
    {
        text = WithoutBanner(text);
        text = ModuleDirective().Replace(text, "");
        text = Renumbered(text, Label(), "L_");
        text = ParameterName().Replace(text, "$1");
        text = text.Replace($"Kernel_{method}", entry, StringComparison.Ordinal);
        return Tidied(text);
    }

    /// <summary>OpenCL C with the signed sums, differences and products made unsigned, so that they wrap around.</summary>
    public static string WithUnsignedArithmetic(string text) => SignedArithmetic().Replace(text, "($1)((u$1)$2 $3 (u$1)");

    /// <summary>The static shared memory that a PTX text declares.</summary>
    public static long SharedBytes(string ptx) =>
        SharedDeclaration().Matches(ptx).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private static string Renumbered(string text, Regex name, string prefix)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return name.Replace(text, match =>
        {
            if (!numbers.TryGetValue(match.Groups[1].Value, out var number)) numbers.Add(match.Groups[1].Value, number = numbers.Count);
            return prefix + number.ToString(CultureInfo.InvariantCulture);
        });
    }

    private static string WithoutBanner(string text) => Banner().Replace(text.ReplaceLineEndings("\n"), "");

    private static string Tidied(string text)
    {
        var tidy = new StringBuilder();
        var blank = true;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.Length > 0 || !blank) tidy.Append(line).Append('\n');
            blank = line.Length == 0;
        }
        return tidy.ToString().TrimEnd('\n') + "\n";
    }

    [GeneratedRegex(@"^//.*\n", RegexOptions.Multiline)]
    private static partial Regex Banner();

    [GeneratedRegex(@"^\.(version|target|address_size).*\n", RegexOptions.Multiline)]
    private static partial Regex ModuleDirective();

    [GeneratedRegex(@"\btype_(\d+)")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"(_kernel\n\{\n\t)int(?= field_0;\n\tlong field_1;\n\};)")]
    private static partial Regex ViewStart();

    [GeneratedRegex(@"\bL_(\d+)\b")]
    private static partial Regex Label();

    [GeneratedRegex(@"\((int|long)\)\(\(\1\)( ?\w+)  ?([-+*])  ?\(\1\)")]
    private static partial Regex SignedArithmetic();

    [GeneratedRegex(@"\b(_[A-Za-z]\w*?)_\d+\b")]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"\.shared\s+\.align\s+\d+\s+\.b8\s+\w+\[(\d+)\]")]
    private static partial Regex SharedDeclaration();
}
