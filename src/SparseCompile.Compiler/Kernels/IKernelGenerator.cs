using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Kernels;

/// <summary>A way to compute a linear layer: everything about it is in its folder. Registered in <see cref="KernelRegistry"/>.</summary>
internal interface IKernelGenerator
{
    /// <summary>Its name, the start of its kernels' ids.</summary>
    string Name { get; }

    /// <summary>What people call it, in <c>Info</c>.</summary>
    string Title { get; }

    /// <summary>The kernels that it offers for a layer on a target, priced. None is an answer.</summary>
    IEnumerable<KernelCandidate> Propose(LayerContext context);

    /// <summary>The programs that compute the layer, to be run in this order. No table is laid out: programs carry their recipe.</summary>
    /// <param name="kernel">One that it offered.</param>
    /// <param name="target">The target that it was offered for.</param>
    IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target);

    /// <summary>The kernel in words.</summary>
    string Describe(KernelSpec spec);

    /// <summary>The spacing of its inputs. Kernels that read slots write slots; the others write packed results.</summary>
    Spacing Reads(KernelSpec spec);
}
