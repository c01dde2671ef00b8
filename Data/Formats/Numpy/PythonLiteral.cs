using System.Globalization;

namespace EcgCmrNative.Data.Formats.Numpy;

/// <summary>Reads the one Python literal that a .npy header is: a dictionary of texts, truth values and tuples of sizes.</summary>
internal ref struct PythonLiteral
{
    private ReadOnlySpan<char> _rest;

    /// <summary>The dictionary, its values string, bool or long[]; or null if the text is anything else.</summary>
    public static Dictionary<string, object>? ParseDictionary(string text)
    {
        var literal = new PythonLiteral { _rest = text };
        if (!literal.Skip('{')) return null;
        var entries = new Dictionary<string, object>();
        while (!literal.Skip('}'))
        {
            if (literal.Text() is not { } key || !literal.Skip(':') || literal.Value() is not { } value || !entries.TryAdd(key, value))
                return null;
            if (literal.Skip(',')) continue;
            if (!literal.Skip('}')) return null;
            break;
        }
        return literal._rest.Trim().IsEmpty ? entries : null;
    }

    private object? Value()
    {
        _rest = _rest.TrimStart();
        if (_rest.IsEmpty) return null;
        return _rest[0] switch
        {
            '\'' or '"' => Text(),
            '(' => Sizes(),
            // The fields of a structured type: no array of numbers, so only the reader's message needs to know of it.
            '[' => Fields(),
            _ => Word("True") ? true : Word("False") ? false : null,
        };
    }

    private string? Text()
    {
        _rest = _rest.TrimStart();
        if (_rest.IsEmpty || _rest[0] is not ('\'' or '"')) return null;
        var length = _rest[1..].IndexOf(_rest[0]);
        if (length < 0) return null;
        var text = _rest.Slice(1, length).ToString();
        _rest = _rest[(length + 2)..];
        return text;
    }

    private long[]? Sizes()
    {
        Skip('(');
        var sizes = new List<long>();
        while (!Skip(')'))
        {
            _rest = _rest.TrimStart();
            var digits = _rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !long.TryParse(_rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return null;
            sizes.Add(size);
            _rest = _rest[digits..];
            // Python 2 wrote long integers as 3L.
            if (_rest[0] == 'L') _rest = _rest[1..];
            if (Skip(',')) continue;
            if (!Skip(')')) return null;
            break;
        }
        return [.. sizes];
    }

    private object? Fields()
    {
        var end = _rest.LastIndexOf(']');
        if (end < 0) return null;
        _rest = _rest[(end + 1)..];
        return new object();
    }

    private bool Word(string word)
    {
        if (!_rest.StartsWith(word)) return false;
        _rest = _rest[word.Length..];
        return true;
    }

    private bool Skip(char c)
    {
        _rest = _rest.TrimStart();
        if (_rest.IsEmpty || _rest[0] != c) return false;
        _rest = _rest[1..];
        return true;
    }
}
