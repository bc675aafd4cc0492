namespace SparseCompile.Compiler.Scheduling;

/// <summary>One method for each kind of step, none with a default: a schedule that does not know a new one does not compile.</summary>
internal interface INodePlanVisitor
{
    /// <summary>Visits a linear layer.</summary>
    void Visit(LayerPlan plan);

    /// <summary>Visits a convolution.</summary>
    void VisitConv(ConvPlan plan);

    /// <summary>Visits a pool.</summary>
    void VisitPool(PoolPlan plan);

    /// <summary>Visits k-winners.</summary>
    void VisitWinners(WinnersPlan plan);

    /// <summary>Visits a join that adds.</summary>
    void VisitAdd(JoinPlan plan);

    /// <summary>Visits a join that copies.</summary>
    void VisitConcat(JoinPlan plan);

    /// <summary>Visits an operator over values of any rank.</summary>
    void VisitTensor(TensorPlan plan);
}
