namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>One overload for each stage, none with a default.</summary>
/// <typeparam name="T">What is answered.</typeparam>
public interface IStageVisitor<out T>
{
    /// <summary>Answers for <see cref="ComputeStage"/>.</summary>
    T Visit(ComputeStage stage);

    /// <summary>Answers for <see cref="WinnersStage"/>.</summary>
    T Visit(WinnersStage stage);

    /// <summary>Answers for <see cref="FlattenStage"/>.</summary>
    T Visit(FlattenStage stage);

    /// <summary>Answers for <see cref="ConcatStage"/>.</summary>
    T Visit(ConcatStage stage);

    /// <summary>Answers for <see cref="ForkStage"/>.</summary>
    T Visit(ForkStage stage);

    /// <summary>Answers for <see cref="FifoStage"/>.</summary>
    T Visit(FifoStage stage);
}
