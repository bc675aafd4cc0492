using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes;

/// <summary>A kernel in the compiler's intermediate code: printed as C#, interpreted by tests, counted by the audit, checked by the verifier.</summary>
/// <param name="Name">The kernel's name in generated code.</param>
/// <param name="Summary">One sentence on what it computes.</param>
/// <param name="Width">Lanes of a register: 16, 8, 4 or 1.</param>
/// <param name="Signature">What it is handed.</param>
/// <param name="Body">The operations.</param>
public sealed record LaneProgram(string Name, string Summary, int Width, LaneSignature Signature, IReadOnlyList<LaneOp> Body)
{
    /// <summary>Inputs of a batch side by side, in registers; 0 where the lanes are rows.</summary>
    public int Vectors { get; init; }

    /// <summary>How the run time lays its tables out; null for programs that hold their tables (<see cref="Literals"/>) or need none.</summary>
    internal TableRecipe? Recipe { get; init; }

    /// <summary>Tables of an unrolled kernel, whose contents belong to the code; null elsewhere.</summary>
    public LiteralTables? Literals { get; init; }

    /// <summary>Every step is a statement: the program is a file of its own.</summary>
    public bool IsUnrolled { get; init; }

    /// <summary>It is for processors without FMA hardware.</summary>
    public bool IsSoftware { get; init; }

    /// <summary>What it needs to know of its inputs to read them as doubles; null where it reads floats.</summary>
    public WideInput? Wide { get; init; }

    /// <summary>Rows that it computes together: what it writes are multiples of it.</summary>
    public int Rows { get; init; } = Width;

    /// <summary>The name of a kernel for one input: <c>Lanes16</c>.</summary>
    public static string NameOf(int width, bool isSoftware = false) => (width, isSoftware) switch
    {
        (16, _) => "Lanes16",
        (8, _) => "Lanes8",
        (4, false) => "Lanes4",
        (4, true) => "Lanes4Software",
        (1, _) => "Plain",
        _ => throw new ArgumentOutOfRangeException(nameof(width)),
    };

    /// <summary>The pixels of an image that it is run for, several at a time; null where one run is all.</summary>
    public PixelWalk? Walk { get; init; }

    /// <summary>Floats from one input slot to the next: the inputs of a batch lie side by side.</summary>
    public int Stride => Walk is null ? Math.Max(1, Vectors * Width) : 1;

    /// <summary>Floats from one row of the output to the next.</summary>
    public int RowStride => Walk?.Plane ?? Stride;
}

/// <summary>The pixels of an image that a program is run for: tiles of several in a row, row after row.</summary>
/// <param name="Y">Down the rows.</param>
/// <param name="X">Along a row.</param>
/// <param name="Plane">Floats from one channel of the output to the next, for programs whose lanes are pixels; else 1.</param>
public sealed record PixelWalk(WalkAxis Y, WalkAxis X, int Plane)
{
    /// <summary>Parts of the program's groups, each of which is run for all pixels before the next; empty where all groups are run for a tile at a time.</summary>
    public IReadOnlyList<WalkPart> Parts { get; init; } = [];
}

/// <summary>Groups of channels that run over all pixels while their tables stay in a cache.</summary>
/// <param name="Channel">The first channel.</param>
/// <param name="Group">The first group.</param>
/// <param name="Step">The first step of the tables.</param>
/// <param name="Weight">The first weight of the tables.</param>
/// <param name="Whole">Whole groups, runs of the program's first loop.</param>
/// <param name="Rest">1 where the channels that are left follow, in the program's last loop; else 0.</param>
public readonly record struct WalkPart(int Channel, int Group, int Step, int Weight, int Whole, int Rest);

/// <summary>Runs along one axis.</summary>
/// <param name="Count">How many.</param>
/// <param name="Input">Floats of the input from one run to the next.</param>
/// <param name="Output">Floats of the output from one run to the next.</param>
/// <param name="FirstInput">Where the first run reads.</param>
/// <param name="FirstOutput">Where the first run writes.</param>
public readonly record struct WalkAxis(int Count, int Input, int Output, int FirstInput = 0, int FirstOutput = 0);

/// <summary>The parameters of a lane program.</summary>
/// <param name="Tables">The streams it reads.</param>
/// <param name="Operands">Pointers to inputs: 1, or as many as a join has operands.</param>
/// <param name="VisitsActiveInputs">It is handed a list of the inputs to visit, and returns the multiply-adds that it executed.</param>
/// <param name="IsByChannel">The list is one of pixels for each channel of an image.</param>
public sealed record LaneSignature(LaneTable Tables, int Operands = 1, bool VisitsActiveInputs = false, bool IsByChannel = false);

/// <summary>Inputs that are copied to doubles, once for all the weights that meet them.</summary>
/// <param name="Slots">Slots up to the last that a weight reads.</param>
/// <param name="Least">Inputs smaller than this, but not 0, may have products too small for the kernel: its sums are then in doubt.</param>
public sealed record WideInput(int Slots, float Least);

/// <summary>Tables of an unrolled kernel.</summary>
/// <param name="Indices">For each step and lane, which of 32 values it reads; 16 where idle.</param>
/// <param name="Weights">For each step and lane, the weight; -0 where idle.</param>
/// <param name="Bias">Biases, 16 for each group of rows.</param>
/// <param name="Masks">For each step, a bit for each active lane.</param>
public sealed record LiteralTables(int[] Indices, float[] Weights, float[] Bias, int[] Masks);
