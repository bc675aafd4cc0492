using System.Globalization;
using BenchmarkDotNet.Running;
using SparseCompile.Benchmarks.Benchmarks;
using SparseCompile.Benchmarks.Editing;
using SparseCompile.Benchmarks.Onnx;
using SparseCompile.Benchmarks.Peers;
using SparseCompile.Benchmarks.Ratios;
using SparseCompile.Benchmarks.Regret;
using SparseCompile.Benchmarks.Regret.Convolutions;
using SparseCompile.Benchmarks.Startup;
using SparseCompile.Benchmarks.Weights;

namespace SparseCompile.Benchmarks;

/// <summary>Compares the generated models with other ways to run the same network.</summary>
internal static class Program
{
    /// <summary>Runs <c>ratios [filter ...]</c>, <c>peers [filter ...]</c>, <c>networks [--keep=share] file ...</c>, <c>first-call [filter]</c>, <c>regret [conv] [filter]</c>, <c>edits</c>, <c>make-weights [folder]</c>, or else BenchmarkDotNet.</summary>
    public static int Main(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        switch (arguments)
        {
            case ["ratios", .. string[] filters]:
                return RatioCommand.Run(filters, PeerCatalog.Create());
            case ["peers", .. string[] filters]:
                return RatioCommand.Run(filters, PeerCatalog.CreateNative());
            case ["networks", .. string[] files]:
                return NetworksCommand.Run(files);
            case ["first-call"]:
                return FirstCallCommand.Run(filter: "");
            case ["first-call", string filter]:
                return FirstCallCommand.Run(filter);
            case ["first-call-measured", string name]:
                return FirstCallCommand.RunMeasured(name);
            case ["regret"]:
                return RegretCommand.Run(filter: "", verbose: false);
            case ["regret", "conv"]:
                return ConvRegretCommand.Run(filter: "");
            case ["regret", "conv", string filter]:
                return ConvRegretCommand.Run(filter);
            case ["regret", string filter]:
                return RegretCommand.Run(filter, verbose: true);
            case ["edits"]:
                return EditCommand.Run();
            case ["make-weights"]:
                return WeightMaker.Run(folder: null);
            case ["make-weights", string folder]:
                return WeightMaker.Run(folder);
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments, new BenchmarkConfig());
                return 0;
        }
    }
}
