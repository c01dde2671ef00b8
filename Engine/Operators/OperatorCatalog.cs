namespace EcgCmrNative.Engine.Operators;

/// <summary>The examples of all operators, for tests and for <c>ecgcmr gradcheck</c>. Listed, as a trimmed program cannot look for them.</summary>
public static class OperatorCatalog
{
    private static readonly List<(string Operator, OperatorExample Example)> All =
    [
        .. Of<ActivationOperator>(),
        .. Of<AddTableOperator>(),
        .. Of<AttentionOperator>(),
        .. Of<BatchNormOperator>(),
        .. Of<ConcatenateOperator>(),
        .. Of<Convolution2dOperator>(),
        .. Of<CorrelationOperator>(),
        .. Of<CrossEntropyOperator>(),
        .. Of<CrossProductNormOperator>(),
        .. Of<DivideOperator>(),
        .. Of<GatherRowsOperator>(),
        .. Of<GradientCacheOperator>(),
        .. Of<InfoNceOperator>(),
        .. Of<L2NormalizeOperator>(),
        .. Of<LayerNormOperator>(),
        .. Of<LinearCombinationOperator>(),
        .. Of<LinearOperator>(),
        .. Of<MatMulOperator>(),
        .. Of<MaxPool2dOperator>(),
        .. Of<MultiplyOperator>(),
        .. Of<PermuteOperator>(),
        .. Of<RepeatOperator>(),
        .. Of<ReshapeOperator>(),
        .. Of<ResizeOperator>(),
        .. Of<ScaleRunsOperator>(),
        .. Of<SliceOperator>(),
        .. Of<SoftmaxOperator>(),
        .. Of<SquaredErrorOperator>(),
        .. Of<SumOperator>(),
        .. Of<SumTokensOperator>(),
    ];

    /// <summary>Every example of every operator, by the operator's class name.</summary>
    public static IReadOnlyList<(string Operator, OperatorExample Example)> Examples
    {
        get
        {
            lock (All) return [.. All];
        }
    }

    /// <summary>The examples of one operator, whether it is in the catalogue or not.</summary>
    public static IEnumerable<(string Operator, OperatorExample Example)> Of<TOperator>()
        where TOperator : IExemplified
    {
        var name = typeof(TOperator).Name.Replace("Operator", "", StringComparison.Ordinal);
        return TOperator.Examples.Select(example => (name, example));
    }

    /// <summary>Adds an operator of another assembly.</summary>
    public static void Add<TOperator>()
        where TOperator : IExemplified
    {
        lock (All) All.AddRange(Of<TOperator>());
    }
}
