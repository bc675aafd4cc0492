namespace KeywordSpotting.Classification;

/// <summary>One forward pass of a network: what the generated model's <c>Infer</c> and the dense network for comparison have in common.</summary>
/// <param name="features">1024 log-mel values, as <see cref="Audio.LogMelFeatures"/> gives them.</param>
/// <param name="scores">Receives 12 scores (logits), one per word of <see cref="KeywordLabels"/>.</param>
public delegate void KeywordScorer(ReadOnlySpan<float> features, Span<float> scores);
