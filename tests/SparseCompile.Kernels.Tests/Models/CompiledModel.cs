using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>A model of layers one after the other, with its plan, its lane programs and its generated code.</summary>
internal sealed class CompiledModel(TestModel definition, string folder, LoadedModels models)
    : CompiledNetwork(definition.Declaration, definition.Choices, folder, definition.Of(models))
{
    public TestModel Definition { get; } = definition;

    public override bool IsMatrix => Definition.IsMatrix;

    public override string ToString() => Definition.ToString();
}
