namespace SparseCompile.Testing;

/// <summary>Infer of a model, or a matrix method.</summary>
public delegate void InferMethod(ReadOnlySpan<float> input, Span<float> output);

/// <summary>InferCounted of a model.</summary>
public delegate long InferCountedMethod(ReadOnlySpan<float> input, Span<float> output);

/// <summary>InferBatch of a model.</summary>
public delegate int InferBatchMethod(ReadOnlySpan<float> inputs, Span<float> outputs);

/// <summary>InferColumns of a model.</summary>
public delegate void InferColumnsMethod(ReadOnlySpan<float> inputs, Span<float> outputs, int columns);
