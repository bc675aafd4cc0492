namespace SparseCompile.Cli.Tuning;

/// <summary>Infer of a model, or a matrix method.</summary>
/// <param name="input">One input.</param>
/// <param name="output">Receives its output.</param>
internal delegate void InferMethod(ReadOnlySpan<float> input, Span<float> output);
