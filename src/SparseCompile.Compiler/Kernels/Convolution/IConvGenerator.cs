using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Kernels.Convolution;

/// <summary>A way to compute a convolution. Its programs run over an image in a layout of their own, for several pixels at a time.</summary>
internal interface IConvGenerator : IKernelGenerator
{
    /// <summary>Where its programs expect their input, and leave their output.</summary>
    ConvLayout Layout(Conv conv);
}
