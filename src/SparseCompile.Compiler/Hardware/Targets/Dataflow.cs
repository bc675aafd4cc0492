namespace SparseCompile.Compiler.Hardware.Targets;

/// <summary>How an accelerator moves weights and activations past its multipliers. The JSON names are those of <see cref="DataflowNames"/>.</summary>
public enum Dataflow
{
    /// <summary>An output-stationary systolic array: weights enter from the top, activations from the left, zeros like any other value.</summary>
    Systolic,

    /// <summary>The same array, with rows of disjoint supports overlaid and an accumulator for each row of a set: our reconstruction.</summary>
    SystolicOverlay,

    /// <summary>Each lane streams the non-zeros of its rows; a module for each operator.</summary>
    StreamedRows,

    /// <summary>Columns are broadcast, in turn, to lanes that own rows.</summary>
    StreamedColumns,

    /// <summary>A multiplier for each non-zero and an adder tree for each row; a module for each operator.</summary>
    Spatial,

    /// <summary>Two of every four columns are stored, and two multipliers of a lane share the four.</summary>
    TwoOfFour,

    /// <summary>Lanes intersect the bitmaps of their rows with the bitmap of the activations.</summary>
    InnerJoin,

    /// <summary>Complementary sets: combine, select, multiply, route, sum; a module for each operator.</summary>
    Complementary,
}

/// <summary>What an accelerator does about zeros.</summary>
public enum ZeroHandling
{
    /// <summary>Zeros are multiplied.</summary>
    None,

    /// <summary>A multiplication by a zero takes its cycle but not its energy.</summary>
    Gate,

    /// <summary>Zero weights take no cycle.</summary>
    SkipWeights,

    /// <summary>Neither do zero activations.</summary>
    SkipBoth,
}

/// <summary>The names of dataflows and of what is done about zeros, as target files have them.</summary>
public static class DataflowNames
{
    private static readonly string[] s_dataflows = ["systolic", "systolic_overlay", "streamed_rows", "streamed_columns", "spatial", "two_of_four", "inner_join", "complementary"];
    private static readonly string[] s_zeros = ["none", "gate", "skip_weights", "skip_weights_and_activations"];

    /// <summary>All dataflows, in the order of the enum.</summary>
    public static IReadOnlyList<string> Dataflows => s_dataflows;

    /// <summary>All that is done about zeros, in the order of the enum.</summary>
    public static IReadOnlyList<string> Zeros => s_zeros;

    /// <summary>The name of a dataflow.</summary>
    public static string Of(Dataflow dataflow) => s_dataflows[(int)dataflow];

    /// <summary>The name of what is done about zeros.</summary>
    public static string Of(ZeroHandling zeros) => s_zeros[(int)zeros];
}
