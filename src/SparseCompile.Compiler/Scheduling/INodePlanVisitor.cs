namespace SparseCompile.Compiler.Scheduling;

/// <summary>One overload for each kind of plan, none with a default: a schedule that does not know a new one does not compile.</summary>
internal interface INodePlanVisitor
{
    /// <summary>Visits a linear layer.</summary>
    void Visit(LayerPlan plan);

    /// <summary>Visits a join.</summary>
    void Visit(JoinPlan plan);
}
