using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>A model of any graph with its plan, its lane programs and its generated code.</summary>
internal sealed class CompiledGraph(GraphModel definition, string folder, LoadedModels models)
    : CompiledNetwork(definition.Declaration, null, folder, models[definition.Name])
{
    public GraphModel Definition { get; } = definition;

    public override string ToString() => Definition.ToString();
}
