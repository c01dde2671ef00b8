namespace EcgCmrNative.Kernels.Reduction;

/// <summary>Checks the range of tokens that a kernel sums.</summary>
internal static class TokenRange
{
    /// <exception cref="ArgumentOutOfRangeException">[first, first + count) is out of bounds.</exception>
    public static void Require(int tokens, int first, int count)
    {
        if (first < 0 || count < 0 || first > tokens - count)
        {
            var message = $"tokens {first}..{(long)first + count} are outside a sequence of {tokens} tokens";
            throw new ArgumentOutOfRangeException(nameof(first), message);
        }
    }
}
