using System.Reflection;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Children;

/// <summary>What the JIT makes of the kernels: it optimises every one of them, and none calls anything.</summary>
public sealed class JitTests
{
    /// <summary>Calls a kernel may make: activations of dozens of operations, one call for a whole register; roundings in doubt, once in hundreds of millions.</summary>
    private static readonly string[] s_allowedCalls =
        ["[SparseCompile.Runtime.LaneActivation:", "[SparseCompile.Runtime.SoftwareFma:RoundOnce(", "[SparseCompile.Runtime.SoftwareSums:Again"];

    [Fact]
    public void Every_kernel_is_optimised_and_calls_nothing_but_activations()
    {
        string file = Path.Combine(ModelFleet.Instance.Folder, "jit.txt");
        (int exitCode, string output) = ChildProcess.Run(
            ChildCommands.Compile, ("DOTNET_JitStdOutFile", file), ("DOTNET_JitDisasm", "Lanes* Blocks* Plain* Batch*"));
        exitCode.ShouldBe(0, output);
        Dictionary<string, JitListing> listings = JitListing.Read(file).Where(listing => listing.Method.Contains('+', StringComparison.Ordinal))
            .ToDictionary(listing => listing.Method);

        List<string> problems = [];
        string[] kernels = [.. ModelFleet.Instance.Models.SelectMany(Kernels)];
        kernels.Length.ShouldBeGreaterThan(400);
        foreach (string kernel in kernels)
        {
            if (!listings.TryGetValue(kernel, out JitListing? listing))
            {
                problems.Add($"{kernel} was not compiled");
            }
            else
            {
                problems.AddRange(listing.Tier == "FullOpts" ? [] : [$"{kernel} is {listing.Tier}"]);
                problems.AddRange(listing.Calls.Where(call => !s_allowedCalls.Any(allowed => call.StartsWith(allowed, StringComparison.Ordinal))).Distinct().Select(call => $"{kernel} calls {call}"));
            }
        }

        problems.ShouldBeEmpty();
    }

    /// <summary>Names, as the JIT writes them, of the kernels that this processor can run.</summary>
    private static IEnumerable<string> Kernels(CompiledModel model) =>
        from type in model.Code.Kernels.GetNestedTypes(BindingFlags.NonPublic)
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)
        where !method.Name.Contains("16", StringComparison.Ordinal) || HardwareSets.All["Avx512F"]
        where !method.Name.Contains('8', StringComparison.Ordinal) || HardwareSets.All["Fma"]
        select $"{type.FullName}:{method.Name}";
}
