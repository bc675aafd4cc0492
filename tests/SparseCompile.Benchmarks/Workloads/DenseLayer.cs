namespace SparseCompile.Benchmarks.Workloads;

/// <summary>One fully connected layer as a dense library sees it: every weight present, the pruned ones as zeros.</summary>
/// <param name="Inputs">Columns of the weights.</param>
/// <param name="Outputs">Rows of the weights.</param>
/// <param name="Weights">Output by output, zeros included.</param>
/// <param name="Bias">One value for each output.</param>
/// <param name="Relu">Whether negative outputs become zero.</param>
public sealed record DenseLayer(int Inputs, int Outputs, float[] Weights, float[] Bias, bool Relu);
