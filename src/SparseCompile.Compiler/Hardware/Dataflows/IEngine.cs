namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>A dataflow: how it lays a matrix out, and what one inference costs. Stateless.</summary>
internal interface IEngine
{
    /// <summary>What happens to an operand, in the order in which it happens.</summary>
    IReadOnlyList<string> Stages { get; }

    /// <summary>How cycles are counted, in a line.</summary>
    string Formula { get; }

    /// <summary>Lays a matrix out.</summary>
    Placement Place(MatrixWork work);

    /// <summary>Counts one inference.</summary>
    /// <param name="work">The matrix.</param>
    /// <param name="placement">Where its non-zeros are.</param>
    /// <param name="activity">What is known of the input.</param>
    EngineCost Cost(MatrixWork work, Placement placement, InputActivity activity);
}
