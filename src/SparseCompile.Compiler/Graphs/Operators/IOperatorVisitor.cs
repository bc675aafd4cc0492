namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>One overload for each operator, none with a default: a stage that has not answered for a new operator does not compile.</summary>
/// <typeparam name="T">What the stage answers.</typeparam>
public interface IOperatorVisitor<out T>
{
    /// <summary>Answers for <see cref="Linear"/>.</summary>
    T Visit(Linear op);

    /// <summary>Answers for <see cref="Conv"/>.</summary>
    T Visit(Conv op);

    /// <summary>Answers for <see cref="Pool"/>.</summary>
    T Visit(Pool op);

    /// <summary>Answers for <see cref="KWinners"/>.</summary>
    T Visit(KWinners op);

    /// <summary>Answers for <see cref="Affine"/>.</summary>
    T Visit(Affine op);

    /// <summary>Answers for <see cref="Elementwise"/>.</summary>
    T Visit(Elementwise op);

    /// <summary>Answers for <see cref="Reshape"/>.</summary>
    T Visit(Reshape op);

    /// <summary>Answers for <see cref="Add"/>.</summary>
    T Visit(Add op);

    /// <summary>Answers for <see cref="Concat"/>.</summary>
    T Visit(Concat op);

    /// <summary>Answers for <see cref="Map"/>.</summary>
    T Visit(Map op);

    /// <summary>Answers for <see cref="Reduce"/>.</summary>
    T Visit(Reduce op);

    /// <summary>Answers for <see cref="ArgReduce"/>.</summary>
    T Visit(ArgReduce op);

    /// <summary>Answers for <see cref="MatMul"/>.</summary>
    T Visit(MatMul op);

    /// <summary>Answers for <see cref="Gather"/>.</summary>
    T Visit(Gather op);

    /// <summary>Answers for <see cref="Recurrent"/>.</summary>
    T Visit(Recurrent op);
}
