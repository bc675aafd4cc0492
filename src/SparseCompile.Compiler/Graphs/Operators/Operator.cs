namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>What a node computes: shape inference, multiply-accumulates, and what it means in double precision.</summary>
public abstract record Operator
{
    /// <summary>Multiply-accumulates of the dense operator.</summary>
    public abstract long DenseMacs { get; }

    /// <summary>Multiply-accumulates by weights that are not zero.</summary>
    public abstract long NonZeroMacs { get; }

    /// <summary>How elements of the output depend on those of the inputs, the activation apart.</summary>
    public abstract ElementFlow Flow { get; }

    /// <summary>What follows the operator, value by value or over all of them.</summary>
    public virtual ActivationFunction Activation => ActivationFunction.None;

    /// <summary>The output's shape.</summary>
    /// <param name="inputs">Shapes of the inputs, as many as the operator takes.</param>
    /// <returns>Null where the inputs do not fit the operator.</returns>
    public abstract Shape? InferShape(IReadOnlyList<Shape> inputs);

    /// <summary>What the operator computes, in double precision, the activation included.</summary>
    /// <param name="inputs">The inputs' elements.</param>
    public abstract double[] Evaluate(IReadOnlyList<double[]> inputs);

    /// <summary>Calls the visitor's overload for this operator.</summary>
    public abstract T Accept<T>(IOperatorVisitor<T> visitor);
}
