namespace SparseCompile.Cli.Pruning.Models;

/// <summary>The order of a weight tensor.</summary>
internal enum WeightOrder
{
    /// <summary>PyTorch: outputs, inputs, window. Row by row.</summary>
    OutputsFirst,

    /// <summary>Keras: window, inputs, outputs. Kernels of depthwise convolutions, [window, channels, outputs of each], are in this order too.</summary>
    OutputsLast,
}
