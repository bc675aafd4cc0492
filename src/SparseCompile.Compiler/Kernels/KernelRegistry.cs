using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels.Blocks;
using SparseCompile.Compiler.Kernels.Columns;
using SparseCompile.Compiler.Kernels.Convolution;
using SparseCompile.Compiler.Kernels.Convolution.Active;
using SparseCompile.Compiler.Kernels.Convolution.Unrolled;
using SparseCompile.Compiler.Kernels.Gathers;
using SparseCompile.Compiler.Kernels.Registers;
using SparseCompile.Compiler.Kernels.Software;
using SparseCompile.Compiler.Kernels.Windows;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Kernels;

/// <summary>The kernel generators. A new one is a folder and a line here.</summary>
internal static class KernelRegistry
{
    /// <summary>Those of linear layers, in the order in which they are asked; the window kernels balance rows only where that could beat what the others offered.</summary>
    public static IReadOnlyList<IKernelGenerator> Generators { get; } =
        [new ColumnGenerator(), new ColumnBlockGenerator(), new BlockGenerator(), new GatherGenerator(), new SoftwareGenerator(), new WindowGenerator(), new RegisterGenerator()];

    /// <summary>Those of convolutions.</summary>
    public static IReadOnlyList<IConvGenerator> Convolutions { get; } = [new DepthwiseGenerator(), new ChannelGenerator(), new PixelGenerator(), new ActivePixelGenerator(), new UnrolledConvGenerator()];

    /// <summary>The generators that compute an operator.</summary>
    public static IReadOnlyList<IKernelGenerator> For(MatrixOperator op) => op is Conv ? Convolutions : Generators;

    /// <summary>The generator of a kernel.</summary>
    public static IKernelGenerator Of(KernelSpec spec) => Find(spec.Generator) ?? throw new InvalidOperationException($"No kernel generator is called '{spec.Generator}'.");

    /// <summary>The generator of a name; null where there is none.</summary>
    public static IKernelGenerator? Find(string name) => Generators.Concat(Convolutions).FirstOrDefault(generator => generator.Name == name);

    /// <summary>A kernel in words.</summary>
    public static string Describe(KernelSpec spec) => Of(spec).Describe(spec);

    /// <summary>The programs of a kernel, each verified.</summary>
    public static IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target)
    {
        IReadOnlyList<LaneProgram> programs = Of(kernel.Spec).Lower(kernel, target);
        foreach (LaneProgram program in programs)
        {
            LaneVerifier.Verify(program);
        }

        return programs;
    }
}
