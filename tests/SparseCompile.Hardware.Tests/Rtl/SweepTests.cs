using SparseCompile.Compiler.Rtl.Stages;
using SparseCompile.Hardware.Tests.Integers;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Rtl;

/// <summary>Small networks in Verilog: two simulators give the outputs of the integer reference, bit by bit, in the cycles of the stages' timing, and with pauses at random.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public SweepTests() => _path = Directory.CreateDirectory(_folder.PathOf("rtl")).FullName;

    public void Dispose() => _folder.Dispose();

    [ToolFact("iverilog", "vvp")]
    public void Every_network_is_bit_exact_and_cycle_exact_in_Icarus_Verilog()
    {
        RtlCase[] cases = [.. Cases(NetworkSources.All)];
        Tool.Run(_path, "iverilog", ["-g2005", "-Wall", "-Wno-timescale", "-o", "sweep.vvp", .. cases.SelectMany(one => one.AllSources)]);
        Passes(cases, Tool.Run(_path, "vvp", "sweep.vvp"));
    }

    [ToolFact("verilator", "g++", "make")]
    public void Networks_of_each_kind_are_bit_exact_and_cycle_exact_in_Verilator()
    {
        // One program without delays for some of them: g++ would take a minute for each.
        RtlCase[] cases = [.. Cases(NetworkSources.All.Where(source => source.Name is "Mlp" or "Joined" or "Strided" or "Winners"))];
        string instances = string.Concat(cases.Select((one, i) => $"  {one.Graph.Name}_tb case{i}(.aclk(aclk), .done(all[{i}]));\n"));
        File.WriteAllText(Path.Combine(_path, "sweep.v"), $"module sweep (input wire aclk, output wire done);\n  wire [{cases.Length - 1}:0] all;\n  assign done = &all;\n{instances}endmodule\n");
        File.WriteAllText(Path.Combine(_path, "main.cpp"), """
            #include "Vsweep.h"
            double sc_time_stamp() { return 0; }
            int main()
            {
                Vsweep sweep;
                for (sweep.eval(); !sweep.done; sweep.eval())
                {
                    sweep.aclk = !sweep.aclk;
                }
            }
            """);
        string[] options = ["--cc", "--exe", "--build", "-j", "2", "-DEXTERNAL_CLOCK", "-MAKEFLAGS", "OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0", "--top-module", "sweep", "-Wno-fatal", "-Wno-lint", "-Wno-style", "--Mdir", "obj"];
        Tool.Run(_path, "verilator", [.. options, "main.cpp", "sweep.v", .. cases.SelectMany(one => one.AllSources)]);
        Passes(cases, Tool.Run(_path, Path.Combine(_path, "obj", "Vsweep")));
    }

    [ToolFact("verilator")]
    public void Every_module_is_free_of_Verilators_warnings()
    {
        foreach (RtlCase one in Cases(NetworkSources.All))
        {
            Tool.Run(_path, "verilator", ["--lint-only", "-Wall", "--default-language", "1364-2005", "--top-module", one.Graph.Name, .. one.Sources]).ShouldBe("", one.Graph.Name);
        }
    }

    /// <summary>Words of a lane are in pages, of which one <c>case</c> selects.</summary>
    [ToolFact("iverilog", "vvp", "verilator")]
    public void A_layer_with_more_words_than_a_page_is_bit_exact_and_cycle_exact_and_free_of_warnings()
    {
        NetworkSource deep = new NetworkSource("Deep", [45]).Add("Linear(\"fc1\")", "fc1", [52, 45], 1);
        RtlCase one = RtlCase.Write(_path, IntegerNetwork.Read(_folder, [deep])[0], RtlTarget.Streamed, 2);
        one.Design[0].Text.ShouldContain("case (step[10:10])");
        Tool.Run(_path, "iverilog", ["-g2005", "-Wall", "-Wno-timescale", "-o", "deep.vvp", .. one.AllSources]);
        Passes([one], Tool.Run(_path, "vvp", "deep.vvp"));
        Tool.Run(_path, "verilator", ["--lint-only", "-Wall", "--default-language", "1364-2005", "--top-module", one.Graph.Name, .. one.Sources]).ShouldBe("");
    }

    private IEnumerable<RtlCase> Cases(IEnumerable<NetworkSource> sources)
    {
        foreach (IntegerNetwork network in IntegerNetwork.Read(_folder, [.. sources]))
        {
            yield return RtlCase.Write(_path, network, RtlTarget.Streamed, 4);
            yield return RtlCase.Write(_path, network, RtlTarget.Spatial, 3);
        }
    }

    private static void Passes(IReadOnlyList<RtlCase> cases, string printed)
    {
        string[] lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Where(line => !line.StartsWith("PASS ", StringComparison.Ordinal)).Take(20).ShouldBeEmpty();
        lines.Select(line => line.Split(' ', ':')[1]).Order(StringComparer.Ordinal).ShouldBe(cases.Select(one => one.Graph.Name).Order(StringComparer.Ordinal));
    }
}
