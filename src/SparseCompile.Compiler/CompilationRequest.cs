using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler;

/// <summary>Something to compile, with all that decides what it compiles to.</summary>
/// <param name="Declaration">The model or matrix.</param>
/// <param name="File">Its weights.</param>
/// <param name="Inputs">Kernels by layer, and recorded densities.</param>
/// <param name="Targets">The project's hardware target files.</param>
internal sealed record CompilationRequest(SparseDeclaration Declaration, WeightFile File, PlanInputs Inputs, IEnumerable<TargetFile> Targets);
