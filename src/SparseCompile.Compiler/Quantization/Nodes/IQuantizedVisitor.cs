namespace SparseCompile.Compiler.Quantization.Nodes;

/// <summary>One overload for each operator on integers, none with a default.</summary>
/// <typeparam name="T">What the stage answers.</typeparam>
public interface IQuantizedVisitor<out T>
{
    /// <summary>Answers for <see cref="QuantizedLayer"/>.</summary>
    T Visit(QuantizedLayer node);

    /// <summary>Answers for <see cref="QuantizedMaxPool"/>.</summary>
    T Visit(QuantizedMaxPool node);

    /// <summary>Answers for <see cref="QuantizedAveragePool"/>.</summary>
    T Visit(QuantizedAveragePool node);

    /// <summary>Answers for <see cref="QuantizedWinners"/>.</summary>
    T Visit(QuantizedWinners node);

    /// <summary>Answers for <see cref="QuantizedAdd"/>.</summary>
    T Visit(QuantizedAdd node);

    /// <summary>Answers for <see cref="QuantizedConcat"/>.</summary>
    T Visit(QuantizedConcat node);

    /// <summary>Answers for <see cref="QuantizedMove"/>.</summary>
    T Visit(QuantizedMove node);
}
