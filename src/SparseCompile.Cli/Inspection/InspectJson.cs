using SparseCompile.Cli.Inspection.Advice;

namespace SparseCompile.Cli.Inspection;

/// <summary>What <c>inspect --json</c> prints.</summary>
internal static class InspectJson
{
    /// <summary>A model, with all of its layers.</summary>
    public static object Of(InspectedModel model) => new
    {
        name = model.Name,
        weights = model.File.Parts.Select(part => new { name = part.LogicalName, sha256 = part.ContentHash }),
        inputLength = model.Plan.Graph.InputLength,
        outputLength = model.Plan.Graph.OutputLength,
        nonZeros = model.NonZeros,
        weightsDense = model.DenseWeights,
        macs = model.Macs,
        macsDense = model.DenseMacs,
        nanoseconds = model.Nanoseconds,
        nanosecondsDense = model.DenseNanoseconds,
        bytes = model.Bytes,
        peakBytes = model.Kernels.PeakBytes,
        isTuned = model.Choices is not null,
        isFused = model.Plan.IsFused,
        layers = model.Layers.Select(layer => Of(layer)),
        diagnostics = model.Diagnostics.Select(diagnostic => new { id = diagnostic.Rule.Id, severity = diagnostic.Rule.Severity, message = diagnostic.Message }),
    };

    /// <summary>A layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="advice">What patterns would bring; null to leave it out, with the histograms.</param>
    public static object Of(InspectedLayer layer, IReadOnlyList<PatternAdvice>? advice = null) => new
    {
        name = layer.Name,
        @operator = layer.Operator,
        sources = layer.Sources,
        input = layer.InputShape,
        output = layer.OutputShape,
        weightShape = layer.WeightShape,
        nonZeros = layer.NonZeros,
        weightsDense = layer.DenseWeights,
        patterns = layer.Patterns.Select(pattern => new { pattern.Name, pattern.Fit }),
        kernel = layer.Plan.KernelId,
        reason = layer.Plan.Reason,
        laneUtilisation = layer.Plan.LaneUtilisation,
        macs = layer.Plan.Macs,
        bytes = layer.Bytes,
        nanoseconds = layer.Nanoseconds,
        nanosecondsDense = layer.DenseNanoseconds,
        candidates = layer.Weighted?.Candidates.OrderBy(candidate => candidate.Nanoseconds)
            .Select(candidate => new { id = candidate.Spec.Id, description = candidate.Description, nanoseconds = candidate.Nanoseconds, laneUtilisation = candidate.LaneUtilisation }),
        rowLengths = advice is null || layer.Matrix is null ? null : MatrixFigures.RowLengths(layer.Matrix),
        columnLengths = advice is null || layer.Matrix is null ? null : MatrixFigures.ColumnLengths(layer.Matrix),
        advice,
    };
}
