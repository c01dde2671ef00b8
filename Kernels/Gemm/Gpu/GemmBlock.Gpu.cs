namespace EcgCmrNative.Kernels.Gemm.Gpu;

/// <summary>Four numbers that are loaded and stored at once.</summary>
internal struct Float4
{
    public float X, Y, Z, W;

    public static Float4 Add(Float4 a, Float4 b) => new() { X = a.X + b.X, Y = a.Y + b.Y, Z = a.Z + b.Z, W = a.W + b.W };

    public static Float4 AddScaled(Float4 sum, float a, Float4 b) => new()
    {
        X = sum.X + (a * b.X),
        Y = sum.Y + (a * b.Y),
        Z = sum.Z + (a * b.Z),
        W = sum.W + (a * b.W),
    };
}

/// <summary>A 4×4 block of the product, held in registers.</summary>
internal struct GemmBlock
{
    public Float4 Row0, Row1, Row2, Row3;

    /// <summary>sum + a·bᵀ.</summary>
    public static GemmBlock AddOuterProduct(GemmBlock sum, Float4 a, Float4 b) => new()
    {
        Row0 = Float4.AddScaled(sum.Row0, a.X, b),
        Row1 = Float4.AddScaled(sum.Row1, a.Y, b),
        Row2 = Float4.AddScaled(sum.Row2, a.Z, b),
        Row3 = Float4.AddScaled(sum.Row3, a.W, b),
    };

    /// <summary>A row by its number, without indexing registers.</summary>
    public static Float4 Row(GemmBlock block, int line)
    {
        if (line == 0) return block.Row0;
        if (line == 1) return block.Row1;
        if (line == 2) return block.Row2;
        return block.Row3;
    }
}
