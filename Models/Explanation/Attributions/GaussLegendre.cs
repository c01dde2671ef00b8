namespace EcgCmrNative.Models.Explanation.Attributions;

/// <summary>Nodes and weights of Gauss and Legendre's rule for integrals from 0 to 1.</summary>
internal static class GaussLegendre
{
    /// <summary>The rule, which is exact for polynomials up to degree 2·count − 1.</summary>
    /// <param name="count">Number of nodes.</param>
    /// <returns>Nodes, ascending, and their weights, whose sum is 1.</returns>
    public static (double Node, double Weight)[] Rule(int count)
    {
        var rule = new (double Node, double Weight)[count];
        for (var i = 0; i < count; i++)
        {
            // Newton's method on the Legendre polynomial, from its asymptotic roots.
            var x = -Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            var slope = 0.0;
            for (var step = 0; step < 100; step++)
            {
                var (value, before) = (x, 1.0);
                for (var n = 2; n <= count; n++) (value, before) = (((2 * n - 1) * x * value - (n - 1) * before) / n, value);
                slope = count * (x * value - before) / (x * x - 1);
                var change = value / slope;
                x -= change;
                if (Math.Abs(change) < 1e-15) break;
            }
            rule[i] = ((1 + x) / 2, 1 / ((1 - x * x) * slope * slope));
        }
        return rule;
    }
}
