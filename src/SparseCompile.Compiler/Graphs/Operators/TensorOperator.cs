namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>An operator over values of any rank. Passes remove no elements of what it reads or computes, and its operands lie in their own order or, as images, channels last.</summary>
public abstract record TensorOperator : Operator
{
    /// <inheritdoc/>
    public override ElementFlow Flow => ElementFlow.Mixed;

    /// <inheritdoc/>
    public override long DenseMacs => 0;

    /// <inheritdoc/>
    public override long NonZeroMacs => DenseMacs;
}
