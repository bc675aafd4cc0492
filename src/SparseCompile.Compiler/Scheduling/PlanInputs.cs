using SparseCompile.Compiler.Scheduling.Traces;
using SparseCompile.Compiler.Scheduling.Tuning;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>What a plan depends on besides the graph.</summary>
/// <param name="Choices">Kernels by layer that are not left to the estimates; null for none.</param>
/// <param name="Trace">Densities of the activations that were recorded; null for none.</param>
public sealed record PlanInputs(ModelChoices? Choices, TraceFile? Trace = null);
