using System.Globalization;
using System.Text.RegularExpressions;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Compiler.Rtl.Stages;
using SparseCompile.Hardware.Tests.Integers;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Rtl;

/// <summary>What yosys makes of the Verilog.</summary>
public sealed partial class SynthesisTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public SynthesisTests() => _path = Directory.CreateDirectory(_folder.PathOf("rtl")).FullName;

    public void Dispose() => _folder.Dispose();

    [ToolFact("yosys")]
    public void A_spatial_network_has_exactly_one_multiplier_for_each_non_zero()
    {
        foreach (IntegerNetwork network in IntegerNetwork.Read(_folder, [.. NetworkSources.All.Where(source => source.Name is "Tiny" or "Mlp" or "Joined" or "Dilated")]))
        {
            RtlCase spatial = RtlCase.Write(_path, network, RtlTarget.Spatial, 4);
            int nonZeros = network.Network.Nodes.OfType<QuantizedLayer>().Sum(layer => layer.Weights.NonZeros);
            nonZeros.ShouldBeGreaterThan(0);

            // Before any optimisation, which would make shifts of powers of two.
            string printed = Tool.Run(_path, "yosys", ["-q", "-p", $"read_verilog {string.Join(' ', spatial.Sources)}; hierarchy -check -top {spatial.Graph.Name}; proc; flatten; tee -a count.txt select -count t:$mul"]);
            printed.ShouldBe("", network.Source.Name);
            string counted = File.ReadAllText(Path.Combine(_path, "count.txt"));
            int.Parse(Count().Match(counted).Groups[1].Value, CultureInfo.InvariantCulture).ShouldBe(nonZeros, network.Source.Name);
            File.Delete(Path.Combine(_path, "count.txt"));
        }
    }

    [ToolFact("yosys")]
    public void Small_networks_are_synthesised_without_latches_or_drivers_in_conflict()
    {
        foreach (IntegerNetwork network in IntegerNetwork.Read(_folder, [.. NetworkSources.All.Where(source => source.Name is "Tiny")]))
        {
            foreach (RtlTarget target in Enum.GetValues<RtlTarget>())
            {
                RtlCase one = RtlCase.Write(_path, network, target, 2);
                string printed = Tool.Run(_path, "yosys", ["-p", $"read_verilog {string.Join(' ', one.Sources)}; synth -top {one.Graph.Name}; check -assert; stat"]);
                printed.ShouldContain("Found and reported 0 problems.");
                printed.ShouldContain("$_DFFE_PP_");
                printed.ShouldNotContain("$_DLATCH");
            }
        }
    }

    [GeneratedRegex(@"(\d+) objects")]
    private static partial Regex Count();
}
