using SparseCompile.Compiler.Rtl.Stages;
using SparseCompile.Compiler.Rtl.Verilog;
using SparseCompile.Hardware.Tests.Integers;

namespace SparseCompile.Hardware.Tests.Rtl;

/// <summary>A network of the sweep on a target: its files, written to a folder.</summary>
internal sealed class RtlCase
{
    private const int Inferences = 4;

    private RtlCase(IntegerNetwork network, StageGraph graph, IReadOnlyList<RtlFile> design)
    {
        Network = network;
        Graph = graph;
        Design = design;
    }

    /// <summary>The network.</summary>
    public IntegerNetwork Network { get; }

    /// <summary>Its stages.</summary>
    public StageGraph Graph { get; }

    /// <summary>The files of its modules.</summary>
    public IReadOnlyList<RtlFile> Design { get; }

    /// <summary>Names of its modules' files.</summary>
    public IEnumerable<string> Sources => Design.Select(file => file.Name);

    /// <summary>Names of all Verilog files.</summary>
    public IEnumerable<string> AllSources => Sources.Append(Graph.Name + "_tb.v");

    /// <summary>Writes design, test bench and vectors.</summary>
    public static RtlCase Write(string folder, IntegerNetwork network, RtlTarget target, int lanes)
    {
        StageGraph graph = StageBuilder.Build(network.Network, $"{network.Source.Name}_{target}{lanes}".ToLowerInvariant(), target, lanes);
        IReadOnlyList<RtlFile> design = RtlFiles.Design(graph);
        sbyte[][] inputs = [.. network.Inputs(Inferences).Select(input => network.Network.QuantizeInput(input))];
        foreach (RtlFile file in design.Concat(RtlFiles.Test(graph, network.Network, inputs)))
        {
            File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
        }

        return new RtlCase(network, graph, design);
    }
}
