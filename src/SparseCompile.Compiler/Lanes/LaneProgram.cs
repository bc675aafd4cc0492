using SparseCompile.Compiler.Planning;

namespace SparseCompile.Compiler.Lanes;

/// <summary>A kernel in the compiler's intermediate code: what is printed as C#, interpreted by tests, counted by the audit.</summary>
/// <param name="Name">The kernel's name in generated code.</param>
/// <param name="Summary">One sentence on what it computes.</param>
/// <param name="Width">Lanes of a register: 16, 8, 4 or 1.</param>
/// <param name="Family">The kernel family.</param>
/// <param name="Body">The operations.</param>
/// <param name="Tables">What they read.</param>
/// <param name="Vectors">Inputs of a batch side by side, in registers; 0 when lanes are positions.</param>
public sealed record LaneProgram(
    string Name, string Summary, int Width, KernelFamily Family, IReadOnlyList<LaneOp> Body, LaneProgramTables Tables, int Vectors = 0)
{
    /// <summary>Floats from one input slot to the next: the inputs of a batch lie side by side.</summary>
    public int Stride => Math.Max(1, Vectors * Width);
}
