namespace SparseCompile.Compiler.Tensors.Formats.Safetensors;

/// <summary>One tensor of a header, as written.</summary>
/// <param name="Info">Name, type and shape.</param>
/// <param name="Begin">First byte of its values, counted from the end of the header.</param>
/// <param name="End">First byte after its values.</param>
internal sealed record SafetensorsTensor(TensorInfo Info, long Begin, long End);
