using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Verilog.Modules;

/// <summary>The module of each stage.</summary>
/// <param name="graph">The network.</param>
/// <param name="name">The module's name.</param>
internal sealed class ModuleWriter(StageGraph graph, string name) : IStageVisitor<string>
{
    public string Visit(ComputeStage stage) => graph.Target == RtlTarget.Streamed ? StreamedModule.Write(graph, stage, name) : SpatialModule.Write(graph, stage, name);

    public string Visit(WinnersStage stage) => new WinnersModule(graph, stage).Write(name);

    public string Visit(FlattenStage stage) => PlumbingModules.Flatten(graph, stage, name);

    public string Visit(ConcatStage stage) => PlumbingModules.Concat(graph, stage, name);

    public string Visit(ForkStage stage) => PlumbingModules.Fork(graph, stage, name);

    public string Visit(FifoStage stage) => PlumbingModules.Fifo(graph, stage, name);
}
