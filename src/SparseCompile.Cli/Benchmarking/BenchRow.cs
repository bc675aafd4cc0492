namespace SparseCompile.Cli.Benchmarking;

/// <summary>What was measured of a layer, or of a whole model.</summary>
/// <param name="Name">The layer; <c>(model)</c> for all of it.</param>
/// <param name="Shape">Extents of its weights.</param>
/// <param name="NonZeros">Its non-zeros.</param>
/// <param name="Generated">Time of the generated code.</param>
/// <param name="Dense">Time of dense C#.</param>
/// <param name="Csr">Time of a loop over compressed rows.</param>
/// <param name="OverDense">Dense time divided by generated time, round by round.</param>
/// <param name="OverCsr">CSR time divided by generated time, round by round.</param>
// Parameters: the columns of the table.
internal sealed record BenchRow(string Name, string Shape, long NonZeros, Spread Generated, Spread Dense, Spread Csr, Spread OverDense, Spread OverCsr);

/// <summary>What was measured of a model.</summary>
/// <param name="Model">Its full name.</param>
/// <param name="Machine">Where.</param>
/// <param name="Rounds">Turns that each was given.</param>
/// <param name="Rows">The layers with weights, then the model.</param>
internal sealed record BenchResult(string Model, string Machine, int Rounds, IReadOnlyList<BenchRow> Rows);
