namespace EcgCmrNative.Engine.Operators;

public static partial class TensorOperators
{
    /// <summary>
    /// <c>a + b</c>, <c>2 * a</c>, <c>1 - a</c> …, with the broadcasting of <see cref="BroadcastTo"/>.
    /// </summary>
    extension(Tensor)
    {
        /// <inheritdoc cref="Add(Tensor, Tensor)"/>
        public static Tensor operator +(Tensor a, Tensor b) => a.Add(b);

        /// <summary>a + c, element by element.</summary>
        public static Tensor operator +(Tensor a, double c) => a.Add(c);

        /// <summary>c + a, element by element.</summary>
        public static Tensor operator +(double c, Tensor a) => a.Add(c);

        /// <inheritdoc cref="Subtract(Tensor, Tensor)"/>
        public static Tensor operator -(Tensor a, Tensor b) => a.Subtract(b);

        /// <summary>a − c, element by element.</summary>
        public static Tensor operator -(Tensor a, double c) => a.Add(-c);

        /// <summary>c − a, element by element.</summary>
        public static Tensor operator -(double c, Tensor a) => LinearCombinationOperator.Apply(a, -1, null, 0, c);

        /// <summary>−a.</summary>
        public static Tensor operator -(Tensor a) => a.Scale(-1);

        /// <inheritdoc cref="Multiply(Tensor, Tensor)"/>
        public static Tensor operator *(Tensor a, Tensor b) => a.Multiply(b);

        /// <summary>a · c, element by element.</summary>
        public static Tensor operator *(Tensor a, double c) => a.Scale(c);

        /// <summary>c · a, element by element.</summary>
        public static Tensor operator *(double c, Tensor a) => a.Scale(c);

        /// <inheritdoc cref="Divide(Tensor, Tensor)"/>
        public static Tensor operator /(Tensor a, Tensor b) => a.Divide(b);

        /// <summary>a / c, element by element.</summary>
        public static Tensor operator /(Tensor a, double c) => a.Scale(1 / c);

        /// <summary>c / a, element by element.</summary>
        public static Tensor operator /(double c, Tensor a) => Tensor.Filled(a.Device, a.Shape, c).Divide(a);
    }
}
